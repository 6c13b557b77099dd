#!/usr/bin/env python3
"""Writes an mbox of delivery notices as six mail programs write them. usage: bounces.py STORY COUNT >FILE
STORY: password (somebody logs in as the user) or forged (somebody only writes the user's address). Of a hundred mails one is
an ordinary bounce of the user's own mail and one is no bounce at all. The same arguments give the same bytes.
SPDX-License-Identifier: GPL-3.0-or-later"""
import datetime
import random
import sys

OWN, SERVER = 'hanako@cad-office.example.jp', 'mx1.cad-office.example.jp'
START = datetime.datetime(2020, 3, 3, 3, 0, 0, tzinfo=datetime.timezone.utc)
LURES = [('New Zealand Post', 'Your parcel could not be delivered'), ('Swiss Parcel', 'Delivery fee outstanding')]


def date(when):
    return when.strftime('%a, %d %b %Y %H:%M:%S +0000')


def original(kind, rng, when, n):
    """Header lines and text of the mail that came back, by who sent it."""
    host, to = 'mta%d.far%d.example.net' % (n % 9, n % 40), 'user%d@far%d.example.net' % (n, n % 40)
    name, subject = LURES[n % 2]
    abroad = '185.220.101.%d' % (1 + rng.randrange(12))
    into = 'Received: from %s (%s [192.0.2.25])\n\tby %s with ESMTPS id x%d; %s\n' % (SERVER, SERVER, host, n, date(when))
    if kind == 'password':
        route = into + ('Received: from [10.0.0.5] (unknown [%s])\n\t(Authenticated sender: %s)\n\tby %s (Postfix) with ESMTPSA id y%d; %s\n'
                        % (abroad, OWN, SERVER, n, date(when)))
    elif kind == 'forged':
        route = 'Received: from vps.example.ru (unknown [%s])\n\tby %s with ESMTP id x%d; %s\n' % (abroad, host, n, date(when))
    else:
        route = into + ('Received: from [192.168.1.20] (unknown [192.168.1.20])\n\t(Authenticated sender: %s)\n\tby %s (Postfix) with ESMTPSA id y%d; %s\n'
                        % (OWN, SERVER, n, date(when)))
        name, subject = 'Hanako', 'Drawings for Thursday'
    head = route + 'From: %s <%s>\nTo: <%s>\nSubject: %s\nDate: %s\nMessage-ID: <%d.%s@cad-office.example.jp>\n' % (
        name, OWN, to, subject, date(when), n, kind)
    return host, to, head + 'MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n', 'Sorry, we could not deliver your parcel no. %d.\nPlease verify your address.\n' % n


def structured(opener):
    def write(host, to, head, body):
        return ('MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n\n%s\n<%s>: user unknown\n'
                '--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; %s\n\nFinal-Recipient: rfc822; %s\nAction: failed\nStatus: 5.1.1\n'
                '\n--b\nContent-Type: message/rfc822\n\n%s\n%s\n--b--\n' % (opener, to, host, to, head, body))
    return write


def plain(opener, mark):
    def write(host, to, head, body):
        return '\n%s\n\n<%s>:\n550 user unknown\n\n%s\n\n%s\n%s' % (opener, to, mark, head, body)
    return write


PROGRAMS = {
    'postfix': ('MAILER-DAEMON', structured('This is the mail system at host mail.example.net.')),
    'sendmail': ('MAILER-DAEMON', plain('The original message was received at Tue, 3 Mar 2020 03:00:00 GMT', '   ----- Original message follows -----')),
    'qmail': ('MAILER-DAEMON', plain('Hi. This is the qmail-send program at mail.example.net.', '--- Below this line is a copy of the message.')),
    'exim': ('Mailer-Daemon', plain('This message was created automatically by mail delivery software.',
                                   '------ This is a copy of the message, including all the headers. ------')),
    'exchange': ('postmaster', plain('Delivery has failed to these recipients or groups:', 'Original message headers:')),
    'gmail': ('mailer-daemon', plain('Delivery to the following recipient failed permanently:', '----- Original message -----')),
}


def notice(kind, rng, when, n):
    host, to, head, body = original(kind, rng, when - datetime.timedelta(seconds=5), n)
    local, write = PROGRAMS[sorted(PROGRAMS)[n % len(PROGRAMS)]]
    return ('Return-Path: <>\nReceived: from %s (%s [198.51.100.%d])\n\tby %s (Postfix) with ESMTPS id z%d\n\tfor <%s>; %s\n'
            'Date: %s\nFrom: Mail Delivery System <%s@%s>\nTo: <%s>\nSubject: Undelivered mail\nMessage-ID: <b%d@%s>\nAuto-Submitted: auto-replied\n%s'
            % (host, host, n % 250, SERVER, n, OWN, date(when), date(when), local, host, OWN, n, host, write(host, to, head, body)))


def genuine(when, n):
    return ('Return-Path: <suzuki@partner.example.com>\nReceived: from mail.partner.example.com (mail.partner.example.com [198.51.100.200])\n'
            '\tby %s (Postfix) with ESMTPS id g%d\n\tfor <%s>; %s\nDate: %s\nFrom: Suzuki <suzuki@partner.example.com>\nTo: <%s>\n'
            'Subject: Meeting %d\nMessage-ID: <g%d@partner.example.com>\n\nSee you on Thursday.\nFrom the station it is five minutes.\n'
            % (SERVER, n, OWN, date(when), date(when), OWN, n, n))


def mails(story, count):
    rng = random.Random(5)
    for n in range(count):
        when = START + datetime.timedelta(seconds=int(6 * 86400 * (n / count) ** 2))  # six days, many at first
        kind = 'own' if n % 100 == 17 else story
        yield when, genuine(when, n) if n % 100 == 55 else notice(kind, rng, when, n)


def write(out, story, count):
    for when, mail in mails(story, count):
        quoted = '\n'.join('>' + line if line.lstrip('>').startswith('From ') else line for line in mail.split('\n'))
        out.write('From MAILER-DAEMON %s\n%s\n' % (when.strftime('%a %b %d %H:%M:%S %Y'), quoted))


if __name__ == '__main__':
    write(sys.stdout, sys.argv[1], int(sys.argv[2]))
