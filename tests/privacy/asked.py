#!/usr/bin/env python3
"""What look-ups tell the world: every question of a name server on loopback is logged, and none carries a local part, a recipient, a
path or the full host of a link, which only an explicit act for one mail asks. Mails of the tree and marked ones; with folders named
all mails below them, too.
usage: asked.py MIYABURI-CHECK [DIR…]      TAP on stdout.      SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import threading

sys.path[:0] = [str(pathlib.Path(__file__).parent.parent)]
from runner import ENV, Tap  # noqa: E402

SOURCE = pathlib.Path(os.environ['MIYABURI_SOURCE'])
PROGRAM, TAP = sys.argv[1], Tap()
MARKED = b'''Received: from out.sender.example (out.sender.example [192.0.2.1]) by mx.own.example; Tue, 1 Jul 2025 10:00:00 +0900
Return-Path: <markbounce@sender.example>
From: markname <marklocal@sender.example>
To: markto@own.example
Cc: markcc@own.example
Reply-To: markreply@reply.example
Subject: marksubject
Message-ID: <markid@sender.example>
DKIM-Signature: v=1; a=rsa-sha256; d=sender.example; s=sel; i=markuser@sender.example; h=from; bh=AAAA; b=AAAA
Content-Type: text/html; charset=utf-8

<a href="https://markhost.deep.example.com:8080/markpath?markquery=markvalue#markfragment">marktext</a>
<img src="http://markpixel.example.net/markpicture.gif?markto"> markto@own.example markbody
'''


class Names:
    """A name server that knows nothing and remembers every question."""

    def __init__(self):
        self.seen, self.socket = set(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        self.socket.bind(('127.0.0.1', 0))
        self.place = '127.0.0.1:%d' % self.socket.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            query, client = self.socket.recvfrom(4096)
            labels, at = [], 12
            while at < len(query) and query[at]:
                labels.append(query[at + 1:at + 1 + query[at]].decode('latin-1').lower())
                at += 1 + query[at]
            self.seen.add('.'.join(labels))
            self.socket.sendto(query[:2] + b'\x81\x83' + query[4:6] + b'\0' * 6 + query[12:at + 5], client)


def judge(paths, *options):
    """The names asked, and the reports."""
    server = Names()
    done = subprocess.run([PROGRAM, '--json', '--exit-zero', '--allow', 'dns', '--dns', server.place, *options,
                           *(['--files0-from', '-'] if len(paths) > 1 else map(str, paths))],
                          input=b'\0'.join(map(os.fsencode, paths)), capture_output=True, env=ENV, timeout=3000)
    return server.seen, [json.loads(line) for line in done.stdout.splitlines()]


def marked(folder):
    path = pathlib.Path(folder) / 'marked.eml'
    path.write_bytes(MARKED)
    asked, [before] = judge([path])
    wanted = {'sender.example', 'example.com'}
    TAP.case('domains are asked, marks are not', ['not asked: ' + w for w in wanted if not any(n == w or n.endswith('.' + w) for n in asked)]
             + ['asked: ' + n for n in asked if 'mark' in n])
    more, [after] = judge([path], '--resolve-link-hosts')
    TAP.case('the full host of a link is asked by an explicit act, so the log would show it',
             [] if any(n == 'markhost.deep.example.com' for n in more) else ['not asked'] + sorted(more))
    TAP.case('the report names beforehand exactly what that act asks for, and nothing afterwards',
             [] if sorted(more - asked) == sorted(before['link_hosts']) and not after['link_hosts']
             else ['named %s and %s, asked %s' % (before['link_hosts'], after['link_hosts'], sorted(more - asked))])


def told(report):
    """Everything a report names outside of links: what also stands there may be asked."""
    rest = {k: v for k, v in report.items() if k in ('senders', 'hops', 'authentication', 'message', 'boundary')}
    return json.dumps(rest, ensure_ascii=False).lower()


def locals_of(report):
    message = json.dumps(report.get('message') or {}, ensure_ascii=False)
    return {m.lower() for m in re.findall(r'(?<![\w.+-])([A-Za-z0-9_+-]{6,})@', message)}


def domain_labels(reports):
    """Words of the domains that mails name: a local part that is one of them cannot be told from it in a question."""
    text = ' '.join(told(r) + ' '.join(l['domain'] or '' for l in r['links']) for r in reports)
    return {label for name in re.findall(r'(?:(?<=@)|(?<![\w@.-])(?=[\w-]+\.))[a-z0-9_-]+(?:\.[a-z0-9_-]+)*', text) for label in name.split('.')}


def problems(report, asked, labels, known, text):
    hosts = {l['host'].lower() for l in report['links'] if l.get('host') and l.get('domain') and l['host'].lower() != l['domain'].lower()}
    return (['full host of a link' for host in hosts if host in asked and host not in text]
            + ['local part' for local in locals_of(report) if local in labels and local not in known])


def many(name, paths):
    asked, reports = judge(paths)
    bad = [] if len(reports) == len(paths) else ['%d reports' % len(reports)]
    text = ' '.join(map(told, reports)) # one process asks for all of them
    shown, labels, known = {}, {label for n in asked for label in n.split('.')}, domain_labels(reports)
    for report in reports: # names of a corpus are not shown, only the file they came from
        for problem in problems(report, asked, labels, known, text):
            shown.setdefault('%s: %s' % (problem, pathlib.Path(report['file']).name), None)
    strange = [n for n in asked if '@' in n or '/' in n or '?' in n]
    print('# %s: %d mails, %d names asked' % (name, len(paths), len(asked)))
    TAP.case('%s: nothing but domains is asked' % name, bad + list(shown)[:20] + ['%d strange names' % len(strange)] * bool(strange)
             + ([] if asked else ['nothing was asked at all']))


with tempfile.TemporaryDirectory() as FOLDER:
    marked(FOLDER)
    many('tree', sorted(p for pattern in ('tests/seed-cases/*.eml', 'tests/mails/*/mail.eml') for p in SOURCE.glob(pattern)))
    for folder in sys.argv[2:]:
        many(folder, sorted(p for p in pathlib.Path(folder).rglob('*') if p.is_file() and p.suffix in ('.eml', '')))
TAP.finish()
