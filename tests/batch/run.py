#!/usr/bin/env python3
"""Many mails at once: every kind of input, broken mails, summaries, CSV, 9,000 delivery notices, growth of memory.
usage: run.py MIYABURI-CHECK     SPDX-License-Identifier: GPL-3.0-or-later"""
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import bounces  # noqa: E402
from runner import ENV, Tap  # noqa: E402

PROGRAM, TAP = sys.argv[1], Tap()
OWN = ['--offline', '--own-domain', 'cad-office.example.jp', '--trust-server', bounces.SERVER, '--own-address', bounces.OWN]


def run(*args, stdin=None):
    """(exit status, standard output, largest memory in KiB)"""
    script = 'import resource,subprocess,sys; r=subprocess.run(sys.argv[1:]).returncode; ' \
             'print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr); sys.exit(r)'
    got = subprocess.run([sys.executable, '-c', script, PROGRAM, *OWN, *args], capture_output=True, env=ENV, input=stdin, timeout=300)
    return got.returncode, got.stdout.decode('utf-8'), int(got.stderr.split()[-1])


def expect(name, *facts):
    """facts: (what, wanted, got)"""
    TAP.case(name, ['%s: wanted %r, got %r' % f for f in facts if f[1] != f[2]])


def mail(n, body='hello'):
    return ('Received: from a.example.com (a.example.com [198.51.100.9]) by %s; Tue, 3 Mar 2020 03:%02d:%02d +0000\n'
            'From: <s%d@a.example.com>\nTo: <%s>\nSubject: lunch %d\nMessage-ID: <m%d@a.example.com>\n\n%s\n'
            % (bounces.SERVER, n // 60 % 60, n % 60, n, bounces.OWN, n, n, body))


def mbox(numbers):
    return ''.join('From - Tue Mar  3 03:00:00 2020\n%s\n' % mail(n) for n in numbers)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)


def subjects(*args):
    status, out, _ = run('--json', *args)
    reports = [json.loads(line) for line in out.splitlines()]
    return sorted((r['file'], (r.get('message') or {}).get('subject')) for r in reports)


def inputs(folder):
    at = lambda *names: os.path.join(folder, *names)
    write(at('eml', 'a.eml'), mail(1))
    write(at('eml', 'deep', 'b.eml'), mail(2))
    write(at('eml', 'notes.txt'), 'Subject: no mail\n')
    os.symlink(at('eml'), at('eml', 'deep', 'loop'))
    os.symlink('/etc/passwd', at('eml', 'passwd.eml'))
    expect('folder', ('mails', [(at('eml', 'a.eml'), 'lunch 1'), (at('eml', 'deep', 'b.eml'), 'lunch 2')], subjects(at('eml'))))
    write(at('Inbox'), mbox([3, 4]))
    expect('mbox', ('mails', [(at('Inbox#1'), 'lunch 3'), (at('Inbox#2'), 'lunch 4')], subjects(at('Inbox'))))
    for box, n in (('cur', 5), ('new', 6), ('tmp', 7)):
        write(at('Maildir', box, '1.x:2,S'), mail(n))
    expect('Maildir', ('mails', ['lunch 5', 'lunch 6'], [s for _, s in subjects(at('Maildir'))]))
    write(at('profile', 'Mail', 'Inbox'), mbox([8]))
    write(at('profile', 'Mail', 'Inbox.msf'), '// <!-- <mdb:mork:z v="1.4"/> -->\n')
    write(at('profile', 'Mail', 'Inbox.sbd', 'Work'), mbox([9, 10]))
    gone = lambda n, flags: 'From - Tue Mar  3 03:00:00 2020\nX-Account-Key: account1\nX-Mozilla-Status: %s\n%s\n' % (flags, mail(n))
    write(at('profile', 'Mail', 'Sent'), gone(14, '0001') + gone(15, '0009') + gone(16, '0000'))
    write(at('profile', 'prefs.js'), 'user_pref("a", 1);\n')
    expect('Thunderbird profile', ('mails', [(at('profile', 'Mail', 'Inbox'), 'lunch 8'), (at('profile', 'Mail', 'Inbox.sbd', 'Work#1'), 'lunch 9'),
                                             (at('profile', 'Mail', 'Inbox.sbd', 'Work#2'), 'lunch 10'), (at('profile', 'Mail', 'Sent#1'), 'lunch 14'), (at('profile', 'Mail', 'Sent#3'), 'lunch 16')], subjects(at('profile'))))
    with zipfile.ZipFile(at('m.zip'), 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('d/a.eml', mail(11))
        z.writestr('Inbox', mbox([12, 13]))
        z.writestr('inner.zip', b'PK\3\4x')
    expect('zip', ('mails', [(at('m.zip!Inbox#1'), 'lunch 12'), (at('m.zip!Inbox#2'), 'lunch 13'), (at('m.zip!d/a.eml'), 'lunch 11'), (at('m.zip!inner.zip'), None)], subjects(at('m.zip'))))


def broken(folder):
    at = lambda *names: os.path.join(folder, 'broken', *names)
    write(at('a.eml'), mail(1))
    write(at('b.eml'), 'no mail at all')
    write(at('c.eml'), '')
    with open(at('d.zip'), 'wb') as f:
        f.write(b'PK\3\4' + b'x' * 100)
    status, out, _ = run('--json', os.path.dirname(at('x')))
    rows = {os.path.basename(r['file']): r for r in map(json.loads, out.splitlines())}
    reason = lambda name: rows[name]['reasons'][0]['id'] if rows[name]['verdict'] == 'error' else None
    expect('a broken mail is one row with its reason', ('rows', ['a.eml', 'b.eml', 'c.eml', 'd.zip'], sorted(rows)), ('status', 2, status),
           ('text', 'error.not-a-mail', reason('b.eml')), ('empty', 'error.empty', reason('c.eml')), ('zip', 'error.io', reason('d.zip')))
    zip_text = {row['file'].split('/')[-1]: row['reasons'][0]['text'] for row in map(json.loads, run('--json', '--locale', 'ja', os.path.dirname(at('x')))[1].splitlines())
                if row['verdict'] == 'error'}
    expect('why it could not be read is said in Japanese', ('zip', 'ファイルを読めませんでした：圧縮ファイルが壊れています。', zip_text['d.zip']))
    write(at('none', 'x.txt'), 'x')
    expect('no mail at all is said', ('status', 2, run(at('none'))[0]))


def spreadsheet(folder):
    path = os.path.join(folder, 'formula.eml')
    write(path, mail(1).replace('lunch 1', '=HYPERLINK("x","y")'))
    status, out, _ = run('--csv', path)
    rows = list(csv.reader(io.StringIO(out, newline='')))
    expect('csv', ('rows', 2, len(rows)), ('columns', len(rows[0]), len(rows[-1])), ('cell', '\'=HYPERLINK("x","y")', rows[1][rows[0].index('Subject')]))
    expect('csv alone', ('status', 3, run('--csv', '--json', path)[0]))


def stories(folder):
    for story, count, wanted in (('password', 9000, 'password-used'), ('forged', 9000, 'forged-sender')):
        path = os.path.join(folder, story)
        with open(path, 'w', encoding='utf-8') as f:
            bounces.write(f, story, count)
        status, out, memory = run('--summary', '--json', path)
        got = json.loads(out)
        page = got['bounces']
        expect('%d notices: %s' % (count, story), ('mails', count, got['mails']), ('notices', count * 99 // 100, page['notices']), ('story', wanted, page['story']),
               ('told', count * 98 // 100, page[wanted.replace('-', '_')]), ('own', count // 100, page['own_mail']), ('not read', 0, page['not_known']),
               ('first', '2020-03-03T02:59:55Z', page['first_sent']), ('sources', 12, len(page['sources'])), ('lures', 2, len(page['lures'])),
               ('curve', page['notices'], sum(c['notices'] for c in page['curve'])), ('memory of all below 64 MiB', True, memory < 65536))
        lines = run('--summary', '--locale', 'ja', path)[1].split('\n\n\n')[0]
        expect('one page in Japanese: ' + story, ('password named', True, 'パスワード' in lines), ('length', True, len(lines.splitlines()) < 200),
               ('countries by name, with their share', True, bool(re.search(r'国: [ァ-ヶー一-龠]+ \(\d+, \d+ %\)', lines))))


def growth(folder):
    """A mail costs its record and name, whatever its size; two MiB are for what is kept once."""
    seen = {}
    for count in (1000, 10000):
        path = os.path.join(folder, 'many%d' % count)
        with open(path, 'w', encoding='utf-8') as f:
            for n in range(count):
                f.write('From - Tue Mar  3 03:00:00 2020\n%s\n' % mail(n, 'hello ' * 100))
        status, out, memory = run('--summary', '--json', path)
        got = json.loads(out)
        expect('%d mails' % count, ('mails', count, got['mails']), ('failures', 0, got['verdicts']['error']))
        seen[count] = memory * 1024
    grown = seen[10000] - seen[1000]
    print('# memory grew by %d bytes for 9,000 mails' % grown)
    expect('memory', ('at most 128 bytes a mail and 2 MiB', True, grown <= 9000 * 128 + (2 << 20)))


with tempfile.TemporaryDirectory() as FOLDER:
    inputs(FOLDER)
    broken(FOLDER)
    spreadsheet(FOLDER)
    stories(FOLDER)
    growth(FOLDER)
TAP.finish()
