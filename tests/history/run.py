#!/usr/bin/env python3
"""What is remembered of senders: whom the user knows, who writes for the first time, whose signature is missing; that the
file holds no name, address or word of a mail, can be erased, shared by programs, and spoiled without harm.
usage: run.py MIYABURI-CHECK      TAP on stdout.      SPDX-License-Identifier: GPL-3.0-or-later"""
import contextlib
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from runner import ENV, Tap  # noqa: E402

FOLDER = tempfile.mkdtemp(prefix='miyaburi-history-')
DATA = os.path.join(FOLDER, 'data')
FILE = os.path.join(DATA, 'miyaburi', 'history.sqlite')
OPTIONS = ['--json', '--offline', '--exit-zero', '--own-domain', 'midori-kogyo.example', '--trust-server', 'mx.midori-kogyo.example']


def mail(sender, day, signed=True, verified=True, signers=()):
    """Received on a day of June 2024, as the trusted server found it."""
    domain = sender.split('@')[1]
    results = 'spf=pass smtp.mailfrom=%s' % domain if verified else 'spf=none'
    results += ''.join('; dkim=pass header.d=%s' % d for d in signers or ([domain] if signed else []))
    return ('Authentication-Results: mx.midori-kogyo.example; %s\n'
            'Received: from mail.%s (mail.%s [203.0.113.31])\n by mx.midori-kogyo.example with ESMTP id %d; %d Jun 2024 11:00:00 +0900\n'
            'From: Sato Hanako <%s>\nTo: info@midori-kogyo.example\nSubject: Secret plan\nDate: %d Jun 2024 10:59:58 +0900\n'
            'Message-ID: <%d@%s>\nContent-Type: text/plain\n\nGood morning.\n'
            % (results, domain, domain, day, day, sender, day, day, domain))


def write(text, name='m.eml'):
    path = os.path.join(FOLDER, name)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    return path


def run(program, *args, data=DATA):
    return subprocess.run([program, *args], capture_output=True, text=True, env={**ENV, 'XDG_DATA_HOME': data}, timeout=60)


def judge(program, text, *options, data=DATA):
    done = run(program, *OPTIONS, *(options or ['--history']), write(text), data=data)
    report = json.loads(done.stdout)
    return report, [f['id'] for f in report['findings']], [n['id'] for n in report['not_checked']]


def rows(sql):
    with contextlib.closing(sqlite3.connect(FILE)) as db:  # reading the raw file beside an open connection takes its locks away
        return db.execute(sql).fetchall()


def people(program, tap):
    text = mail('sato@torihiki.example', 3)
    before = judge(program, text)[0]
    again = judge(program, text)[0]
    later = judge(program, mail('sato@torihiki.example', 4))[0]
    firsts = [r['first_contact'] for r in (before, again, later)]
    tap.case('mail of another day removes the first contact, the same mail does not', [] if firsts == [True, True, False] else [firsts])
    tap.case('a checked mail makes nobody known', [] if later['verdict'] == 'genuine' and not later['known'] else [later['verdict']])
    run(program, '--know', 'Sato@Torihiki.example')
    known, found, _ = judge(program, text)
    tap.case('whom the user confirmed is known', [] if known['verdict'] == 'legitimate' and 'history.known-person' in found else [known['verdict'], found])
    other = judge(program, mail('abe@torihiki.example', 4))[0]
    tap.case('and so is his organisation', [] if other['verdict'] == 'legitimate' else [other['verdict']])
    run(program, '--know', 'someone@gmail.com')
    free = judge(program, mail('stranger@gmail.com', 4))[0]
    tap.case('but not everybody at a mailbox provider', [] if not free['known'] else ['known'])
    without = judge(program, text, '--offline')[0]
    tap.case('without --history nothing is used', [] if without['verdict'] == 'genuine' else [without['verdict']])
    n = rows('SELECT count(*) FROM people')
    judge(program, mail('new@other.example', 4), '--offline')
    judge(program, mail('forged@other.example', 4, signed=False, verified=False))
    tap.case('nothing is kept of a sender who was not proven, or without --history', [] if rows('SELECT count(*) FROM people') == n else ['kept'])


def signatures(program, tap):
    address = 'keiri@signer.example'
    for day in range(10, 16):
        judge(program, mail(address, day))
    missing = judge(program, mail(address, 20, signed=False))[1]
    there = judge(program, mail(address, 20))[1]
    tap.case('the usual signature is missing', [] if 'history.signature-missing' in missing else [missing])
    tap.case('and is not missed where it stands', [] if 'history.signature-missing' not in there else [there])
    for day in range(10, 14):
        judge(program, mail('few@signer.example', day))
    few = judge(program, mail('few@signer.example', 20, signed=False))[1]
    tap.case('four days make no habit', [] if 'history.signature-missing' not in few else [few])
    for day in range(1, 20):
        judge(program, mail('mixed@signer.example', day, signed=day % 2 == 0))
    mixed = judge(program, mail('mixed@signer.example', 20, signed=False))[1]
    both = judge(program, mail(address, 21, signers=('my' + address.split('@')[1], address.split('@')[1])))[1]
    tap.case('nor beside the signature of a name it is the end of', [] if 'history.signature-missing' not in both else [both])
    tap.case('nor do mails of which half are signed', [] if 'history.signature-missing' not in mixed else [mixed])


def secrecy(program, tap):
    raw = b''.join(open(os.path.join(DATA, 'miyaburi', f), 'rb').read() for f in os.listdir(os.path.join(DATA, 'miyaburi')))
    told = [w for w in (b'sato', b'Sato', b'torihiki', b'signer.example', b'example', b'Secret plan') if w in raw.replace(b'SQLite', b'')]
    tap.case('no name, address, domain or subject in the file', told)
    modes = {f: stat.S_IMODE(os.stat(os.path.join(DATA, 'miyaburi', f)).st_mode) for f in os.listdir(os.path.join(DATA, 'miyaburi'))}
    tap.case('for the owner only', ['%s %o' % m for m in modes.items() if m[1] & 0o077])


def together(program, tap):
    paths = [write(mail('p%d@many%d.example' % (i, i), 5), 'p%d.eml' % i) for i in range(40)]
    env = {**ENV, 'XDG_DATA_HOME': DATA}
    runs = [subprocess.Popen([program, *OPTIONS, '--history', *paths[i::4]], stdout=subprocess.PIPE, env=env) for i in range(4)]
    n = sum(len(r.communicate(timeout=120)[0].splitlines()) for r in runs)
    kept = rows("SELECT count(*) FROM people WHERE days = 1")[0][0]
    sound = rows('PRAGMA integrity_check') == [('ok',)]
    tap.case('four programs at once', [] if n == 40 and sound and kept >= 30 else [n, kept, sound])


def trouble(program, tap):
    text = mail('sato@torihiki.example', 5)
    spoiled = os.path.join(FOLDER, 'spoiled')
    os.makedirs(os.path.join(spoiled, 'miyaburi'))
    path = os.path.join(spoiled, 'miyaburi', 'history.sqlite')
    with open(path, 'wb') as f:
        f.write(b'no database ' * 1000)
    r, _, named = judge(program, text, data=spoiled)
    tap.case('a spoiled file: no history, and that is said', [] if r['verdict'] == 'genuine' and 'history' in named else [r['verdict'], named])
    done = run(program, '--forget-history', data=spoiled)
    tap.case('and erasing removes it', [] if done.returncode == 0 and not os.path.exists(path) else [done.stderr])
    with open(FILE, 'rb') as f:
        good = f.read()
    os.makedirs(os.path.join(FOLDER, 'cut', 'miyaburi'))
    with open(os.path.join(FOLDER, 'cut', 'miyaburi', 'history.sqlite'), 'wb') as f:
        f.write(good[:len(good) // 2 // 512 * 512] or good[:1000])
    r = judge(program, text, data=os.path.join(FOLDER, 'cut'))[0]
    tap.case('a cut file', [] if r['verdict'] in ('genuine', 'legitimate') else [r['verdict']])
    r, _, named = judge(program, text, data='/proc/none')
    tap.case('no place for it', [] if r['verdict'] == 'genuine' and 'history' in named else [r['verdict'], named])
    lock = sqlite3.connect(FILE, isolation_level=None)
    lock.execute('BEGIN EXCLUSIVE')
    r = judge(program, text)[0]
    lock.execute('ROLLBACK')
    lock.close()
    tap.case('locked by another program', [] if r['verdict'] in ('genuine', 'legitimate') else [r['verdict']])
    moved = os.path.join(FOLDER, 'moved')
    os.symlink(DATA, moved)
    known = judge(program, text, data=moved)[0]['known']
    tap.case('a home that was moved, with a link in its place', [] if known else ['nobody known'])
    link = os.path.join(FOLDER, 'link', 'miyaburi')
    os.makedirs(link)
    os.symlink(FILE, os.path.join(link, 'history.sqlite'))
    _, _, named = judge(program, text, data=os.path.dirname(link))
    tap.case('a link in its place is not followed', [] if 'history' in named else ['followed'])


def in_use(program, tap):
    """A file that is removed under an open connection lives on unseen, and spoils its successor."""
    for lock in ('BEGIN IMMEDIATE', 'BEGIN EXCLUSIVE'):
        other = sqlite3.connect(FILE, isolation_level=None)
        other.execute(lock)
        before, file = other.execute('SELECT count(*), max(days) FROM people').fetchall(), os.stat(FILE).st_ino
        done = run(program, '--forget-history')
        problems = [] if done.returncode != 0 and done.stderr else ['said to be erased']
        problems += [] if os.path.exists(FILE) and os.stat(FILE).st_ino == file else ['removed under the other program']
        other.execute('ROLLBACK')
        other.close()
        problems += [] if rows('SELECT count(*), max(days) FROM people') == before != [(0, None)] else ['no longer whole']
        tap.case('while another program writes (%s) nothing is erased, and that is said' % lock, problems)
    foreign = os.path.join(FOLDER, 'foreign', 'miyaburi', 'history.sqlite')
    os.makedirs(os.path.dirname(foreign))
    with contextlib.closing(sqlite3.connect(foreign)) as db:
        db.execute('CREATE TABLE people (something)')
    done = run(program, '--forget-history', data=os.path.join(FOLDER, 'foreign'))
    tap.case('a database of something else is removed', [] if done.returncode == 0 and not os.path.exists(foreign) else [done.stderr])


def erasing(program, tap):
    key = rows('SELECT key FROM secret')
    done = run(program, '--forget-history')
    gone = rows('SELECT count(*) FROM people') + rows('SELECT count(*) FROM signers')
    tap.case('erased, with the key', [] if done.returncode == 0 and gone == [(0,), (0,)] and rows('SELECT key FROM secret') != key else [gone])
    r, found, _ = judge(program, mail('sato@torihiki.example', 5))
    tap.case('nobody is known any more', [] if 'history.known-person' not in found and r['first_contact'] else [found])


def main():
    tap = Tap()
    for group in (people, signatures, secrecy, together, trouble, in_use, erasing):
        group(sys.argv[1], tap)
    shutil.rmtree(FOLDER)
    tap.finish()


main()
