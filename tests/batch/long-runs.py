#!/usr/bin/env python3
"""Batches that take long: stopped, gone on with, shared among processes by GNU parallel, spelt out as a summary that keeps its schema.
usage: long-runs.py MIYABURI-CHECK     SPDX-License-Identifier: GPL-3.0-or-later"""
import copy
import csv
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import tty

import jsonschema

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import bounces  # noqa: E402
from runner import ENV, Tap  # noqa: E402

PROGRAM, TAP = os.path.abspath(sys.argv[1]), Tap()
OWN = ['--offline', '--own-domain', 'cad-office.example.jp', '--trust-server', bounces.SERVER, '--own-address', bounces.OWN]
SCHEMA = json.load(open(os.path.join(os.path.dirname(os.path.dirname(HERE)), 'data/summary.schema.json'), encoding='utf-8'))
jsonschema.Draft7Validator.check_schema(SCHEMA)
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)


def expect(name, *facts):
    """facts: (what, wanted, got)"""
    TAP.case(name, ['%s: wanted %r, got %r' % f for f in facts if f[1] != f[2]])


def mail(n, subject='lunch'):
    return ('Received: from a.example.com (a.example.com [198.51.100.9]) by %s; Tue, 3 Mar 2020 03:%02d:%02d +0000\n'
            'From: <s%d@a.example.com>\nTo: <%s>\nSubject: %s %d\nMessage-ID: <m%d@a.example.com>\n\nPlease look at the new price list of our shop for the coming spring season, number %d\n'
            % (bounces.SERVER, n // 60 % 60, n % 60, n, bounces.OWN, subject, n, n, n))


def write(path, text):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    return path


def run(*args, stdin=None):
    got = subprocess.run([PROGRAM, *OWN, *args], capture_output=True, env=ENV, input=stdin, timeout=120)
    return got.returncode, got.stdout.decode('utf-8'), got.stderr.decode('utf-8')


def mbox(path, count):
    return write(path, ''.join('From - Tue Mar  3 03:00:00 2020\n%s\n' % mail(n) for n in range(count)))


class Terminal(threading.Thread):
    """One end for the program, which shows what it does only to a terminal; all it wrote, as it comes."""

    def __init__(self):
        super().__init__(daemon=True)
        self.ours, self.theirs = os.openpty()
        tty.setraw(self.theirs)
        self.seen = b''

    def run(self):
        try:
            while data := os.read(self.ours, 65536):
                self.seen += data
        except OSError:
            pass # the program has closed its end

    def text(self):
        self.join(20)
        os.close(self.ours)
        return self.seen.decode()


def stopped(sign, ready, *args, names=None):
    """Sends the signal once ready(stdout, stderr); the source never ends by itself."""
    out, err = Terminal(), Terminal()
    process = subprocess.Popen([PROGRAM, *OWN, *args], stdin=subprocess.PIPE, stdout=out.theirs, stderr=err.theirs, env=ENV)
    for terminal in (out, err):
        os.close(terminal.theirs)
        terminal.start()
    for name in names or []:
        process.stdin.write(os.fsencode(name) + b'\0')
    process.stdin.flush()
    end = time.monotonic() + 60
    while not ready(out.seen, err.seen) and time.monotonic() < end:
        time.sleep(0.02)
    begin = time.monotonic()
    process.send_signal(sign)
    status = process.wait(20)
    took = time.monotonic() - begin
    process.stdin.close()
    return status, out.text(), err.text(), took


def stopping(folder):
    box = mbox(os.path.join(folder, 'Inbox'), 20)
    one = write(os.path.join(folder, 'one.eml'), mail(1))
    for sign in (signal.SIGINT, signal.SIGTERM):
        status, out, err, took = stopped(sign, lambda _, err: b'\r21 ' in err, '--summary', '--json', '--files0-from', '-', names=[box, one])
        got = json.loads(out)
        expect('%s: the summary so far' % sign.name, ('status', 2, status), ('mails', 21, got['mails']), ('said', True, 'judged before: 21' in err),
               ('at once', True, took < 10))
    status, out, err, took = stopped(signal.SIGINT, lambda out, _: out.count(b'\n') == 5, '--json', '--exit-zero', '--files0-from', '-', names=[one] * 5)
    lines = out.splitlines()
    expect('Ctrl-C: whole lines', ('status, though --exit-zero', 2, status), ('lines', 5, len([json.loads(line) for line in lines])),
           ('said', True, 'judged before: 5' in err), ('at once', True, took < 10))
    status, out, err, took = stopped(signal.SIGINT, lambda _, err: b'\r0 ' in err, '--summary', '--json', '-', names=[])
    expect('Ctrl-C while reading standard input', ('status', 2, status), ('mails', 0, json.loads(out)['mails']), ('at once', True, took < 10))


def names_of(text):
    return [json.loads(line)['file'] for line in text.splitlines()]


def resuming(folder):
    box = mbox(os.path.join(folder, 'Resume'), 30)
    odd = write(os.path.join(folder, 'odd\x1bname.eml'), mail(99))
    whole = run('--json', box, odd)[1]
    lines = whole.splitlines(keepends=True)
    journal = os.path.join(folder, 'out.jsonl')
    write(journal, ''.join(lines[:12]) + lines[12][:200])
    status, out, _ = run('--json', '--resume-from', journal, box, odd)
    expect('resuming: the rest, and the line that was cut off', ('names', names_of(whole)[12:], names_of(out)), ('status', 0, status))
    write(journal, whole)
    status, out, err = run('--json', '--resume-from', journal, box)
    expect('resuming: nothing left', ('names', [], names_of(out)), ('status', 0, status), ('said', '', err))
    expect('resuming: a name that is shown otherwise is judged again', ('mails', 1, len(run('--json', '--resume-from', journal, odd)[1].splitlines())))
    plain = [write(os.path.join(folder, 'p%d.eml' % n), mail(n)) for n in range(6)]
    write(journal, run('--json', *plain[:4])[1])
    status, out, _ = run('--json', '--resume-from', journal, '--files0-from', '-', stdin=b'\0'.join(map(os.fsencode, plain)))
    expect('resuming: names from standard input', ('names', plain[4:], names_of(out)))
    expect('resuming: refusals', ('no journal', 3, run('--json', '--resume-from', journal + '.none', box)[0]),
           ('with a summary', 3, run('--summary', '--json', '--resume-from', journal, box)[0]), ('as text', 3, run('--resume-from', journal, box)[0]))


def filters(folder):
    """The line of the README, as it stands there."""
    plain = [write(os.path.join(folder, 'par%d.eml' % n), mail(n)) for n in range(60)]
    readme = open(os.path.join(os.path.dirname(os.path.dirname(HERE)), 'README.md'), encoding='utf-8').read()
    line = next(line.strip() for line in readme.splitlines() if '| parallel ' in line)
    line = line.replace('find mails -name', 'find . -name').replace("'*.eml'", "'par*.eml'").replace('miyaburi-check', PROGRAM)
    line = line.replace('-N 2000', '-N 7') # several processes also for sixty mails
    got = subprocess.run(['bash', '-c', 'set -o pipefail; ' + line], cwd=folder, env=ENV, capture_output=True, timeout=120)
    out = open(os.path.join(folder, 'reports.jsonl'), encoding='utf-8').read()
    expect('GNU parallel', ('status', 0, got.returncode), ('complaints', b'', got.stderr), ('names', sorted(map(os.path.basename, plain)), sorted(map(os.path.basename, names_of(out)))))
    expect('a pure filter', ('same reports', sorted(map(os.path.basename, plain)), sorted(map(os.path.basename, names_of(run(
        '--json', '--exit-zero', '--files0-from', '-', stdin=b'\0'.join(map(os.fsencode, plain)))[1])))))


def unlinked():
    """Zips of mails are unpacked behind the lock: the program itself has nothing to do it with."""
    out = subprocess.run(['readelf', '-d', PROGRAM], capture_output=True, text=True, check=True).stdout
    expect('no unpacker in the program that opens files', ('libraries', True, 'NEEDED' in out), ('libarchive', False, 'libarchive' in out))


def problems(value):
    return ['%s: %s' % ('/'.join(map(str, e.absolute_path)), e.message[:300]) for e in VALIDATOR.iter_errors(value)]


def schema(folder):
    for story in ('password', 'forged', 'mails', 'empty'):
        path = os.path.join(folder, 'story-' + story)
        if story == 'mails':
            mbox(path, 150)
        elif story == 'empty':
            write(path, 'x')
        else:
            with open(path, 'w', encoding='utf-8') as f:
                bounces.write(f, story, 200)
        for locale in ('en', 'ja'):
            value = json.loads(run('--summary', '--json', '--locale', locale, path)[1])
            TAP.case('schema of the summary: %s %s' % (story, locale), problems(value))
        if story == 'mails':
            campaign = value['campaigns'][0]
            expect('a campaign counts all its members over time', ('mails', 150, campaign['mails']), ('curve', 150, sum(c['mails'] for c in campaign['curve'])),
                   ('members are cut', 100, len(campaign['members'])))
            good = value
    for path, wrong in (('mails', -1), ('verdicts', {}), ('bounces', {}), ('extra', 1), ('campaigns', [{}])):
        bad = copy.deepcopy(good)
        bad[path] = wrong
        TAP.case('the schema refuses: ' + path, [] if problems(bad) else ['it accepts it'])


def cells(folder):
    """No cell becomes a formula, no value leaves its cell, nothing hostile reaches JSON as it was (SECURITY section 5)."""
    hostile = ['=HYPERLINK("http://x.example","y")', '+1+1', '-1', '@SUM(1)', '\t=1', '＝1', 'a";"=1', 'x,y', '\u202egnp.exe', '</script>', '\x1b[31mred']
    for n, subject in enumerate(hostile):
        write(os.path.join(folder, 'cell%02d.eml' % n), mail(n).replace('lunch %d' % n, '=?utf-8?Q?%s?=' % ''.join('=%02X' % b for b in subject.encode())))
    files = [os.path.join(folder, 'cell%02d.eml' % n) for n in range(len(hostile))]
    rows = list(csv.reader(io.StringIO(run('--csv', *files)[1], newline='')))
    column = rows[0].index('Subject')
    wrong = ['%r' % c for row in rows[1:] for c in row if c[:1] and c[0] in '=+-@\t\r＝＋－＠' or '\x1b' in c or '\u202e' in c]
    expect('csv', ('rows', len(hostile) + 1, len(rows)), ('columns', {len(rows[0])}, set(map(len, rows))), ('formulas and controls', [], wrong),
           ('quoted', 'a";"=1', rows[1 + hostile.index('a";"=1')][column]))
    out = run('--summary', '--json', *files)[1] + run('--json', *files)[1]
    expect('json', ('controls', [], [c for c in '\x1b\u202e' if c in out or json.dumps(c)[1:-1] in out]))


with tempfile.TemporaryDirectory() as FOLDER:
    stopping(FOLDER)
    resuming(FOLDER)
    filters(FOLDER)
    schema(FOLDER)
    cells(FOLDER)
    unlinked()
TAP.finish()
