#!/usr/bin/env python3
"""A disk that is full, a home that cannot be written or is not there, no locale: mail is still checked, what could not be
kept is said, and nothing half-written stays. Runs in a mount namespace of its own, on small file systems in memory.
usage: run.py MIYABURI-CHECK MIYABURI-HOST      TAP on stdout.      SPDX-License-Identifier: GPL-3.0-or-later"""
import contextlib
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path[:0] = [str(pathlib.Path(__file__).parent.parent), str(pathlib.Path(__file__).parent.parent / 'host')]
from host import Host  # noqa: E402
from runner import Tap  # noqa: E402

SOURCE = pathlib.Path(os.environ['MIYABURI_SOURCE'])
TRAP = str(SOURCE / 'tests/seed-cases/s003-invitation-zip.eml')
KEPT = {k: v for k, v in os.environ.items() if k.endswith('SAN_OPTIONS') or k.startswith('MIYABURI_')}
NAMESPACE = ['unshare', '--user', '--map-root-user', '--mount']
OLD = '[own]\ndomains=old.example;\n'
CHANGE = {'own_domains': ['new%d.example' % i for i in range(200)]}  # more than the room a small file may find in its last block
TAP = Tap()


def run(program, *args, env, **more):
    return subprocess.run([program, *args], env={**KEPT, **env}, timeout=60, **{'capture_output': True, **more})


def mount(folder, size):
    subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=%d' % size, 'tmpfs', folder], check=True)


def fill(folder):
    """To the last block."""
    try:
        with open(os.path.join(folder, 'filler'), 'wb', buffering=0) as f:
            while True:
                f.write(bytes(4096))
    except OSError:
        pass


def listing(folder):
    """{path: content} of everything below, the filler apart."""
    return {str(p): p.read_bytes() for p in sorted(pathlib.Path(folder).rglob('*')) if p.is_file() and p.name != 'filler'}


def keep_settings(folder, text):
    path = pathlib.Path(folder) / '.config/miyaburi/settings.ini'
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding='utf-8')


def good_check(check, name, env):
    done = run(check, '--json', '--offline', TRAP, env=env)
    report = json.loads(done.stdout or b'{}')
    good = done.returncode == 1 and report.get('verdict') in ('suspicious', 'spoofed')
    TAP.case('check: ' + name, [] if good else [done.returncode, done.stderr, report.get('verdict')])


def is_sound(path):
    """A database, or empty, which is one to SQLite; opened beside a copy, so that nothing is mended or made."""
    with tempfile.TemporaryDirectory() as folder:
        for end in ('', '-wal', '-journal'):
            if os.path.exists(path + end):
                shutil.copy(path + end, os.path.join(folder, 'copy' + end))
        with contextlib.closing(sqlite3.connect(os.path.join(folder, 'copy'))) as db:
            return db.execute('PRAGMA integrity_check').fetchall() == [('ok',)]


def history_place(home):
    return os.path.join(home, '.local/share/miyaburi/history.sqlite')


def without_history(files, home):
    return {name: data for name, data in files.items() if not name.startswith(history_place(home))}


def settings_refused(host, name, home, remembered):
    before, talk = listing(home), Host(host, home)
    problems = []
    answer = talk.ask(10, id=1, type='settings-set', settings=CHANGE)
    problems += [] if answer.get('error') == 'not-kept' else ['answer: %s' % answer]
    kept = talk.ask(10, id=2, type='settings-get')['settings']
    problems += [] if kept['own_domains'] == ['old.example'] else ['now read: %s' % kept['own_domains'][:3]]
    problems += [] if kept['remembered'] is remembered else ['remembered: %s' % kept['remembered']]
    talk.check(3, pathlib.Path(TRAP).read_bytes())
    report = talk.report(3, 20).get('report', {})
    problems += [] if report.get('verdict') in ('suspicious', 'spoofed') else ['verdict: %s' % report.get('verdict')]
    talk.close()
    after, history = listing(home), history_place(home)
    problems += [] if without_history(after, home) == without_history(before, home) else ['files: %s' % sorted(after)]
    problems += [] if not os.path.exists(history) or is_sound(history) else ['a broken history']
    TAP.case('settings: ' + name, problems)


def full_disk(check, host, folder):
    mount(folder, 256 * 1024)
    keep_settings(folder, OLD)
    facts = os.path.join(folder, 'facts.json')
    pathlib.Path(facts).write_bytes(b'old')
    fill(folder)
    env = {'HOME': folder}
    good_check(check, 'home on a full disk', env)
    settings_refused(host, 'home on a full disk: the old ones stay', folder, True)
    for name in (facts, os.path.join(folder, 'new.json')):
        before = listing(folder)
        done = run(check, '--offline', '--save-facts', name, TRAP, env=env)
        TAP.case('--save-facts to a full disk: said, and %s' % ('the old file stays' if name == facts else 'no file is left'),
                 ([] if done.returncode == 2 and done.stderr.startswith(b'miyaburi-check: ') else [done.returncode, done.stderr])
                 + ([] if listing(folder) == before else sorted(listing(folder))))
    with open('/dev/full', 'wb') as full:
        for args in (['--json', '--offline', TRAP], ['--offline', TRAP], ['--list-checks'], ['--version']):
            done = run(check, *args, env=env, capture_output=False, stdout=full, stderr=subprocess.PIPE)
            TAP.case('output to a full disk: ' + args[0], [] if done.returncode == 2 and b'No space left' in done.stderr else [done.returncode, done.stderr])
    done = run(check, '--json', '--offline', '--files0-from', '-', env=env, capture_output=False, input=os.fsencode(TRAP), stdout=open('/dev/full', 'wb'), stderr=subprocess.PIPE)
    TAP.case('output of a batch to a full disk', [] if done.returncode == 2 and b'No space left' in done.stderr else [done.returncode, done.stderr])


def kept(path, sql='SELECT count(*) FROM people WHERE confirmed'):
    with contextlib.closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchone()[0]


def history_full(check, folder):
    """The disk is full before, while and after the file is made, and while it grows: as soon as there is room again all
    that was said to be kept is there, and more can be kept."""
    mount(folder, 256 * 1024)
    env, path, filler = {'HOME': folder}, history_place(folder), os.path.join(folder, 'filler')
    refused = 0
    for with_history in (False, True):
        for pages in range(0, 24):
            shutil.rmtree(os.path.join(folder, '.local'), ignore_errors=True)
            problems = []
            if with_history and run(check, '--know', 'first@old.example', env=env).returncode:
                problems.append('not kept at all')
            fill(folder)
            os.truncate(filler, max(0, os.path.getsize(filler) - pages * 4096))
            said = [run(check, '--know', 'p%d@new.example' % n, env=env).returncode for n in range(3)]
            refused += sum(status != 0 for status in said)
            problems += [] if not os.path.exists(path) or is_sound(path) else ['not sound']
            os.remove(filler)
            problems += [] if run(check, '--know', 'last@new.example', env=env).returncode == 0 else ['useless for good']
            want = with_history + said.count(0) + 1
            problems += [] if kept(path) == want else ['%d kept of %d' % (kept(path), want)]
            problems += [] if kept(path, 'SELECT count(*) FROM secret') == 1 and is_sound(path) else ['not sound at last']
            if problems:
                TAP.case('history: room for %d pages, %s file' % (pages, 'with a' if with_history else 'without a'), problems)
    TAP.case('history on a full disk: what was said to be kept is kept, and later it goes on', [] if refused > 10 else ['only %d times full' % refused])


def read_only(check, host, folder):
    mount(folder, 256 * 1024)
    keep_settings(folder, OLD)
    subprocess.run(['mount', '-o', 'remount,ro', folder], check=True)
    good_check(check, 'home that cannot be written', {'HOME': folder})
    settings_refused(host, 'home that cannot be written', folder, False)
    done = run(check, '--offline', '--save-facts', os.path.join(folder, 'new'), TRAP, env={'HOME': folder})
    TAP.case('--save-facts where nothing can be written', [] if done.returncode == 2 and done.stderr else [done.returncode, done.stderr])


def no_home(check, host):
    missing = {'XDG_CONFIG_HOME': '/dev/null/none/c', 'XDG_CACHE_HOME': '/dev/null/none/x', 'XDG_DATA_HOME': '/dev/null/none/d', 'XDG_RUNTIME_DIR': '/dev/null/none/r'}
    for name, env in {'no HOME': {}, 'HOME that is not there': {'HOME': '/dev/null/none'}, 'HOME that is no path': {'HOME': 'a\x1b'},
                      'no XDG folder': {'HOME': '/dev/null/none', **missing}, 'relative XDG folders': {k: 'x' for k in missing},
                      'no locale': {'LANG': '', 'LC_ALL': ''}, 'LANG=C': {'LANG': 'C'}, 'a locale that is not installed': {'LC_ALL': 'xx_YY.EUC'},
                      'no temporary folder': {'TMPDIR': '/dev/null/none'}}.items():
        good_check(check, name, env)
    for name, env in {'LANG=C': {'LANG': 'C'}, 'no locale at all': {}, 'a locale of another charset': {'LC_ALL': 'ja_JP.SJIS'}}.items():
        done = run(check, '--offline', '--locale', 'ja', TRAP, env=env)
        TAP.case('Japanese report in UTF-8 with ' + name, [] if 'どうするか' in done.stdout.decode('utf-8') else [done.stdout[:200], done.stderr])
    talk = Host(host, '/dev/null/none', **missing)
    answer = talk.ask(10, id=1, type='settings-set', settings={'own_domains': ['a.example']})
    talk.close()
    TAP.case('settings without a home', [] if answer.get('error') == 'not-kept' else [answer])


def main(check, host):
    if os.environ.get('MIYABURI_IN_NAMESPACE') != '1':
        if subprocess.run([*NAMESPACE, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], capture_output=True).returncode != 0:
            print('1..0 # SKIP no mount namespace may be made here: NOTHING of full and read-only disks was tried')
            return
        os.environ['MIYABURI_IN_NAMESPACE'] = '1'
        os.execvp('unshare', [*NAMESPACE, sys.executable, *sys.argv])
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two, tempfile.TemporaryDirectory() as three:
        full_disk(check, host, one)
        read_only(check, host, two)
        history_full(check, three)
        no_home(check, host)
        subprocess.run(['umount', one, two, three])
    TAP.finish()


main(*sys.argv[1:])
