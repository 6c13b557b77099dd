#!/usr/bin/env python3
"""Legitimate mails in the shapes that offices get. Judged as they are, and once more with all authentication results
taken out: a missing proof must not make an honest mail red.
usage: run.py MIYABURI-CHECK
SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from runner import Tap, report  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
WARNED = ('suspicious', 'hijacked', 'spoofed', 'error')
LISTED = json.load(open(os.path.join(HERE, 'list.json'), encoding='utf-8'))
OPTIONS = [o.replace('{folder}', HERE) for o in LISTED['options']] + ['--offline']
RESULTS = re.compile(rb'^(?:Authentication-Results|Received-SPF):.*\n(?:[ \t].*\n)*', re.M)


def judge(program, folder, mails):
    """(name, report) of each mail; those that are red or amber are named on the way."""
    for mail in mails:
        yield mail, report(program, os.path.join(folder, mail['file']), *OPTIONS)


def signs(got):
    return ' '.join('%s:%s' % (f['id'], f['leaning']) for f in got['findings'] if f['leaning'] in ('weak', 'medium', 'strong'))


def check(tap, name, program, folder, mails, allowed, strict):
    warned, red, other = [], [], []
    for mail, got in judge(program, folder, mails):
        line = '%s: %s (%s)' % (mail['file'], got['verdict'], signs(got))
        if got['verdict'] in WARNED:
            warned.append(line)
        if got['verdict'] in ('spoofed', 'hijacked', 'error'):
            red.append(line)
        if strict and mail['expect'] == 'legitimate' and got['verdict'] != 'legitimate':
            other.append(line)
        if not strict and got['verdict'] in ('legitimate', 'genuine'):
            other.append(line)
    tap.case('%s: none is red' % name, red)
    tap.case('%s: at most %d of %d are warned of' % (name, allowed, len(mails)), warned if len(warned) > allowed else [])
    tap.case('%s: %s' % (name, 'proven mails of known senders are legitimate' if strict else 'none is proven'), other)


def main():
    program, tap, mails = sys.argv[1], Tap(), LISTED['mails']
    texts = [open(os.path.join(HERE, m['file']), 'rb').read() for m in mails]
    shapes = (len(mails) >= 60, sum(b'text/html' in t for t in texts) >= 45, sum(not RESULTS.search(t) for t in texts) >= 20)
    tap.case('60 mails, 45 of them HTML, 20 without results', [] if all(shapes) else ['%s' % (shapes,)])
    check(tap, 'as received', program, HERE, mails, 1, True)
    with tempfile.TemporaryDirectory() as folder:
        for mail, text in zip(mails, texts):
            with open(os.path.join(folder, mail['file']), 'wb') as f:
                f.write(RESULTS.sub(b'', text))
        check(tap, 'without results', program, folder, mails, 3, False)
    tap.finish()


main()
