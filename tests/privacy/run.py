#!/usr/bin/env python3
"""With look-ups off no process of ours opens an internet socket, no mail touches the disk, and nothing of a mail is
written to standard error. By system-call log, over the mails of the source tree and hostile ones.
usage: run.py MIYABURI-CHECK MIYABURI-HOST [MIYABURI]      TAP on stdout.      SPDX-License-Identifier: GPL-3.0-or-later"""
import os
import pathlib
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


def host(folder, paths):
    log, home = os.path.join(folder, 'log'), os.path.join(folder, 'home')
    os.mkdir(home)
    script = os.path.join(folder, 'host')
    with open(script, 'w', encoding='utf-8') as f:
        f.write('#!/bin/sh\nexec %s "$@"\n' % ' '.join("'%s'" % w for w in trace.command(log, HOST)))
    os.chmod(script, 0o700)
    talk = Host(script, home)
    greeting = talk.ask(20, id=1, type='hello', protocol=1)
    problems = [] if greeting and greeting.get('version') else ['no greeting: %s' % talk.process.stderr.read().decode(errors='replace')]
    paths = [] if problems else paths
    for n, path in enumerate(paths, 2):
        talk.check(n, path.read_bytes(), locale='ja')
        answer = talk.report(n, 30)
        problems += [] if answer.get('final') else ['%s: %s' % (path.name, str(answer)[:200])]
    talk.process.stdin.close()
    talk.process.wait(30)
    TAP.case('host, %d checks: no internet socket, nothing on disk' % len(paths), problems + quiet(trace.calls(log), 2))


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
            host(folder, mails[::8] + hostile)
            if sys.argv[3:]:
                app(folder, sys.argv[3], mails[:2])
        silent_logs(folder, hostile)
    TAP.finish()


main()
