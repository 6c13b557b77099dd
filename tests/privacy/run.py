#!/usr/bin/env python3
"""With look-ups off no process of ours opens an internet socket, no mail touches the disk, and nothing of a mail is
written to standard error. By system-call log, over the mails of the source tree and hostile ones.
usage: run.py MIYABURI-CHECK MIYABURI-HOST [MIYABURI]      TAP on stdout.      SPDX-License-Identifier: GPL-3.0-or-later"""
import contextlib
import os
import pathlib
import re
import sqlite3
import stat
import subprocess
import sys
import tempfile

sys.path[:0] = [str(pathlib.Path(__file__).parent.parent), str(pathlib.Path(__file__).parent.parent / 'host')]
import trace  # noqa: E402
from host import Host  # noqa: E402
from hostile import MARKS, hostile_mails  # noqa: E402
from runner import ENV, Tap  # noqa: E402

SOURCE = pathlib.Path(os.environ['MIYABURI_SOURCE'])
PROGRAM, HOST = sys.argv[1:3]
TAP = Tap()


def tree_mails():
    return sorted(p for pattern in ('tests/seed-cases/*.eml', 'tests/mails/*/mail.eml') for p in SOURCE.glob(pattern))


def marked_mails(folder):
    paths = []
    for name, mail in hostile_mails():
        paths.append(pathlib.Path(folder) / (name.replace(' ', '-') + '.eml'))
        paths[-1].write_bytes(mail)
    return paths


def traced(folder, *argv, **more):
    log = os.path.join(folder, 'log')
    done = subprocess.run(trace.command(log, *argv), capture_output=True, env={**ENV, 'G_DEBUG': '', **more.pop('env', {})}, timeout=240, **more)
    return done, trace.calls(log)


def names(paths):
    return b'\0'.join(os.fsencode(p) for p in paths)


def shows_itself(folder, mail):
    """What is looked for below would be seen: allowed look-ups open such sockets, --save-facts writes a file."""
    _, lines = traced(folder, PROGRAM, '--json', '--allow', 'dns', '--dns', '127.0.0.1:9', mail)
    TAP.case('the log shows internet sockets where look-ups are allowed', [] if trace.internet(lines) else ['none seen'])
    _, lines = traced(folder, PROGRAM, '--json', '--save-facts', os.path.join(folder, 'facts'), mail)
    TAP.case('the log shows a file that is written', [] if trace.made(lines) else ['none seen'])


def quiet(lines, least):
    return (trace.internet(lines) + ['disk: ' + line for line in trace.made(lines)]
            + ([] if trace.processes(lines) >= least else ['only %d processes seen' % trace.processes(lines)]))


def check_tool(folder, paths):
    done, lines = traced(folder, PROGRAM, '--json', '--files0-from', '-', input=names(paths))
    reports = done.stdout.count(b'\n')
    TAP.case('check tool, %d mails, nobody was asked for consent: no internet socket, nothing on disk' % len(paths),
             quiet(lines, 2) + ([] if reports == len(paths) else ['%d reports' % reports]))


# Of a proven sender, so that he is remembered; his own words are looked for in the file.
PROVEN = (b'Authentication-Results: mx.uketori.example; spf=pass smtp.mailfrom=hisho.example; dkim=pass header.d=hisho.example\n'
          b'Received: from mail.hisho.example (mail.hisho.example [203.0.113.31])\n by mx.uketori.example with ESMTP id 1; Mon, 3 Jun 2024 11:00:00 +0900\n'
          b'From: Hanako <hanako-tanto@hisho.example>\nTo: jun@uketori.example\nSubject: Confidential merger\nDate: Mon, 3 Jun 2024 10:59:58 +0900\n'
          b'Message-ID: <1@hisho.example>\nContent-Type: text/plain\n\nGood morning.\n')


def words_of(mails):
    """Addresses, domains and subjects as they stand in the header, long enough not to be met by chance."""
    words = set()
    for mail in mails:
        head = re.split(rb'\r?\n\r?\n', mail, maxsplit=1)[0]
        words.update(re.findall(rb'[\w.+-]+@[\w-]+(?:\.[\w-]+)+', head))
        words.update(re.findall(rb'^Subject:[ \t]*([^\r\n]+)', head, re.M | re.I))
    words.update({word.split(b'@')[1] for word in words if b'@' in word})
    return {word.strip().lower() for word in words if len(word.strip()) >= 8}


def remembered(data, words):
    """What lies below the data folder and may not: other files, for others to read, words of mails."""
    problems = []
    for path in (p for p in data.rglob('*') if not p.is_dir()):
        mode, raw = stat.S_IMODE(path.lstat().st_mode), path.read_bytes().lower()
        problems += [] if path.parent == data / 'miyaburi' and path.name.startswith('history.sqlite') else ['file: %s' % path]
        problems += [] if mode == 0o600 else ['%s: %o' % (path, mode)]
        problems += ['%s holds %s' % (path.name, word) for word in words if word in raw]
    return problems


def traced_host(folder, home, data):
    """A host with an empty home but for its settings, under the log."""
    log, script = os.path.join(folder, 'log'), os.path.join(folder, 'host')
    with open(script, 'w', encoding='utf-8') as f:
        f.write('#!/bin/sh\nexec %s "$@"\n' % ' '.join("'%s'" % w for w in trace.command(log, HOST)))
    os.chmod(script, 0o700)
    return Host(script, str(home), XDG_DATA_HOME=str(data)), log


def keep_settings(home, history):
    path = home / '.config/miyaburi/settings.ini'
    path.parent.mkdir(parents=True)
    path.write_text('[own]\ndomains=uketori.example;\n[trust]\nservers=mx.uketori.example;\n' + ('' if history else '[history]\nkeep=false\n'))


def host(folder, mails, history):
    home = pathlib.Path(folder) / ('home-with' if history else 'home-without')
    data = home / 'elsewhere'
    keep_settings(home, history)
    talk, log = traced_host(folder, home, data)
    greeting = talk.ask(20, id=1, type='hello', protocol=1)
    problems = [] if greeting and greeting.get('version') else ['no greeting: %s' % talk.process.stderr.read().decode(errors='replace')]
    mails, words = [] if problems else mails + [PROVEN], words_of(mails + [PROVEN])
    for n, mail in enumerate(mails, 2):
        talk.check(n, mail, locale='ja')
        answer = talk.report(n, 30)
        problems += [] if answer.get('final') else ['mail %d: %s' % (n, str(answer)[:200])]
    problems += remembered(data, words)  # while the write-ahead log is there
    talk.process.stdin.close()
    talk.process.wait(30)
    lines = trace.calls(log)
    if history:
        lines = [line for line in lines if not allowed(line, data)]
        problems += remembered(data, words) + ([] if people(data) else ['the proven sender was not remembered: nothing was looked at'])
    problems += [] if {p for p in home.rglob('*') if p.is_file() and data not in p.parents} == {home / '.config/miyaburi/settings.ini'} else ['files in the home']
    name = 'only the history on the disk, without a word of a mail' if history else 'nothing on disk'
    TAP.case('host, history %s, %d checks: no internet socket, %s' % ('on' if history else 'off', len(mails), name), problems + quiet(lines, 2))


def allowed(line, data):
    """The history's file and its folder, nothing else below or beside."""
    return re.search(r'(?:mkdir\("%s(?:/miyaburi)?"|openat\(AT_FDCWD, "%s/miyaburi/history\.sqlite(?:-wal|-shm|-journal)?")' % ((re.escape(str(data)),) * 2), line)


def people(data):
    with contextlib.closing(sqlite3.connect(data / 'miyaburi/history.sqlite')) as db:
        return db.execute('SELECT count(*) FROM people').fetchone()[0]


def app(folder, program, paths):
    """Needs a screen; it may talk to the session over unix sockets and keep its own state, so that only sockets count."""
    if not os.environ.get('DISPLAY') and not os.environ.get('WAYLAND_DISPLAY'):
        screen = ['xvfb-run', '-a'] if subprocess.run(['which', 'xvfb-run'], capture_output=True).returncode == 0 else None
    else:
        screen = []
    if screen is None:
        print('# SKIP app: no screen and no xvfb-run. NOTHING of the app was looked at')
        return
    log = os.path.join(folder, 'log')
    env = {**ENV, 'G_DEBUG': '', 'HOME': folder, 'DBUS_SESSION_BUS_ADDRESS': 'disabled:', 'GSK_RENDERER': 'cairo', 'GTK_A11Y': 'none'}
    subprocess.run([*screen, *trace.command(log, 'timeout', '-s', 'TERM', '8', program, *map(str, paths))], capture_output=True, env=env, timeout=60)
    lines = trace.calls(log)
    mail_read = any('miyaburi-worker' in line for line in lines) or trace.processes(lines) >= 3
    TAP.case('app, %d mails: no internet socket' % len(paths), trace.internet(lines) + ([] if mail_read else ['no worker was started']))


def silent_logs(folder, paths):
    """Standard error holds nothing of a mail, with GLib as talkative as it gets."""
    env = {'G_MESSAGES_DEBUG': 'all', 'G_DEBUG': ''}
    done = subprocess.run([PROGRAM, '--json', '--files0-from', '-'], input=names(paths), capture_output=True, env={**ENV, **env}, timeout=240)
    told = [mark for mark in MARKS if mark.encode() in done.stdout]
    TAP.case('the marks of the hostile mails reach their reports', [] if len(told) == len(MARKS) else ['only %s' % told])
    TAP.case('check tool: standard error is free of them', leaks(done.stderr))
    TAP.case('check tool: it says nothing at all over mails of the tree', leaks(subprocess.run(
        [PROGRAM, '--files0-from', '-'], input=names(tree_mails()), capture_output=True, env={**ENV, **env}, timeout=240).stderr))
    home = os.path.join(folder, 'home-logs')
    os.mkdir(home)
    talk = Host(HOST, home, **env)
    for n, path in enumerate(paths, 1):
        talk.check(n, path.read_bytes())
        talk.report(n, 30)
    talk.send(b'{"id":1,"type":"%s"}' % MARKS[0].encode())
    talk.frame(5)
    talk.send(b'{"id":1,"type":"%s' % MARKS[0].encode())
    talk.frame(5)
    talk.process.stdin.close()
    TAP.case('host: standard error is free of them, broken frames included', leaks(talk.process.stderr.read()))


def leaks(text):
    text = text.decode(errors='replace')
    return [line for line in text.splitlines() if '@' in line or '://' in line or any(mark in line for mark in MARKS)]


def main():
    missing = trace.usable()
    with tempfile.TemporaryDirectory() as folder:
        hostile, mails = marked_mails(folder), tree_mails()
        if missing:
            print('# SKIP system-call log: %s. NOTHING of sockets and files was looked at' % missing)
            TAP.case('system-call log # SKIP ' + missing, [])
        else:
            shows_itself(folder, str(mails[0]))
            check_tool(folder, mails + hostile)
            some = [path.read_bytes() for path in mails[::8] + hostile]
            host(folder, some, False)
            host(folder, some, True)
            if sys.argv[3:]:
                app(folder, sys.argv[3], mails[:2])
        silent_logs(folder, hostile)
    TAP.finish()


main()
