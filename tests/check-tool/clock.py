#!/usr/bin/env python3
"""The same mails by a right clock and by wrong ones (ten years back and ahead, 2038, the year 1970): no verdict gets better, what
lies in the clock's future is said, and nothing is "expired" by the clock alone without a word about it.
usage: clock.py MIYABURI-CHECK      TAP on stdout.      SPDX-License-Identifier: GPL-3.0-or-later"""
import datetime
import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from runner import ENV, Tap  # noqa: E402

PROGRAM = sys.argv[1]
SOURCE = pathlib.Path(os.environ['MIYABURI_SOURCE'])
MAILS = sorted(p for pattern in ('tests/seed-cases/*.eml', 'tests/mails/*/mail.eml') for p in SOURCE.glob(pattern))
RIGHT = '2026-11-02T10:05:00Z'
WRONG = {'ten years back': '2016-11-02T10:05:00Z', 'ten years ahead': '2036-11-02T10:05:00Z', 'the end of 32 bits': '2038-01-19T03:14:08Z',
         'the first second': '1970-01-01T00:00:01Z', 'far ahead': '2200-01-01T00:00:00Z'}
GOOD = ('legitimate', 'genuine')
EXPIRED = SOURCE / 'tests/mails/clock-only'
ARRIVED = b'Received: from a.example (a.example [192.0.2.1]) by mx.b.example with ESMTP id 1; Tue, 2 Jan 2024 00:00:00 +0000\r\n'


def reports(now):
    names = b'\0'.join(os.fsencode(p) for p in MAILS)
    done = subprocess.run([PROGRAM, '--json', '--offline', '--now', now, '--files0-from', '-'], input=names, capture_output=True, env=ENV, timeout=100)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def one(mail, now):
    done = subprocess.run([PROGRAM, '--json', '--offline', '--facts', EXPIRED / 'facts.json', '--now', now, '-'], input=mail, capture_output=True, env=ENV, timeout=60)
    return json.loads(done.stdout)


def told(report):
    return {entry['id'] for entry in report['not_checked'] if entry['id'].startswith('clock.')}


def arrival(report):
    """Of the topmost hop that has a time."""
    return next((hop['time'] for hop in report['hops'] if hop['time']), None)


def is_late(report, now):
    day_after = datetime.datetime.fromisoformat(now[:-1]) + datetime.timedelta(days=1)
    return bool(arrival(report)) and datetime.datetime.fromisoformat(arrival(report)[:-1]) > day_after


def problems(right, wrong, now):
    found = []
    if wrong['verdict'] in GOOD and right['verdict'] != wrong['verdict']:
        found.append('%s instead of %s' % (wrong['verdict'], right['verdict']))
    if ('clock.behind' in told(wrong)) != is_late(wrong, now):
        found.append('arrived %s, told %s' % (arrival(wrong), told(wrong)))
    expired = any(result['reason'] == 'expired' for result in wrong['authentication']['dkim'])
    if expired and not arrival(wrong) and 'clock.only' not in told(wrong):
        found.append('expired without a word about the clock')
    return found


def sweep(tap):
    base = reports(RIGHT)
    tap.case('mails to try, some of them with a time of arrival', [] if len(base) == len(MAILS) > 100 and sum(map(bool, map(arrival, base))) > 50 else [len(base)])
    for name, now in WRONG.items():
        rows = zip(MAILS, base, reports(now))
        tap.case(name, ['%s: %s' % (path.parent.name, p) for path, right, wrong in rows for p in problems(right, wrong, now)])


def signature(tap):
    """With a time of arrival the clock does not count; without one it does, and that is said."""
    mail = (EXPIRED / 'mail.eml').read_bytes()
    for now, received, reason, words in (('2024-01-02T00:00:00Z', False, None, set()), ('2034-01-01T00:00:00Z', False, 'expired', {'clock.only'}),
                                         ('2034-01-01T00:00:00Z', True, None, set()), ('2014-01-01T00:00:00Z', True, None, {'clock.behind'})):
        got = one((ARRIVED if received else b'') + mail, now)
        result = got['authentication']['dkim'][0]['reason']
        tap.case('signature of January 2024 at %s%s' % (now, ', arrived in time' if received else ''),
                 [] if result == reason and told(got) == words else [result, told(got)])


def main():
    tap = Tap()
    sweep(tap)
    signature(tap)
    tap.finish()


main()
