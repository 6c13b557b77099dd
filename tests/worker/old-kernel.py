#!/usr/bin/env python3
"""A kernel without Landlock or seccomp: mail is read all the same, report and --version say what is missing, the verdict is the
same, and the setting refuses instead. Zips of mails likewise.
usage: old-kernel.py OLD-KERNEL MIYABURI-CHECK      SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import os
import subprocess
import sys
import tempfile
import zipfile

sys.path[:0] = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
from runner import ENV, Tap  # noqa: E402

WRAP, PROGRAM = map(os.path.abspath, sys.argv[1:3])
TAP = Tap()
NAMES = {'lock.landlock': 'Landlock', 'lock.seccomp': 'seccomp'}
MAIL = 'From: a@b.example\nTo: c@d.example\nSubject: x\n\nhello\n'


def run(without, *args, env=ENV):
    got = subprocess.run(([WRAP, without] if without else []) + [PROGRAM, *args], capture_output=True, env=env, timeout=60)
    if got.returncode == 99 or got.returncode < 0:
        raise RuntimeError(got.stderr.decode(errors='replace'))
    return got.returncode, got.stdout.decode()


def reports(without, *args, env=ENV):
    return [json.loads(line) for line in run(without, '--json', '--offline', *args, env=env)[1].splitlines()]


def expect(name, *facts):
    TAP.case(name, ['%s: wanted %r, got %r' % f for f in facts if f[1] != f[2]])


def refusing_home(folder):
    """A home whose settings say to read nothing without the lock."""
    path = os.path.join(folder, 'miyaburi')
    os.makedirs(path)
    with open(os.path.join(path, 'settings.ini'), 'w', encoding='utf-8') as f:
        f.write('[reading]\nrequire-lock=true\n')
    return {**ENV, 'XDG_CONFIG_HOME': folder}


with tempfile.TemporaryDirectory() as FOLDER:
    PATH, ZIP = os.path.join(FOLDER, 'a.eml'), os.path.join(FOLDER, 'm.zip')
    with open(PATH, 'w', encoding='utf-8') as f:
        f.write(MAIL)
    with zipfile.ZipFile(ZIP, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('a.eml', MAIL)
    REFUSING = refusing_home(os.path.join(FOLDER, 'home'))
    WHOLE = reports(None, PATH)[0]
    HERE = {c['id'] for c in WHOLE['not_checked'] if c['id'].startswith('lock.')}
    for without, missing in (('landlock', ['lock.landlock']), ('seccomp', ['lock.seccomp']), ('both', ['lock.landlock', 'lock.seccomp'])):
        report = reports(without, PATH)[0]
        told = sorted(c['id'] for c in report['not_checked'])
        version = run(without, '--version')[1]
        expect('without %s' % without, ('verdict', WHOLE['verdict'], report['verdict']), ('named in the report', missing, [c for c in told if c in missing]),
               ('named in --version', [], [m for m in missing if NAMES[m] + ' no' not in version]))
        refused = reports(without, PATH, env=REFUSING)[0]
        expect('without %s, and the settings refuse' % without, ('verdict', 'error', refused['verdict']), ('reason', 'error.lock-missing', refused['reasons'][0]['id']))
        expect('a zip without %s' % without, ('verdicts', [WHOLE['verdict']], [r['verdict'] for r in reports(without, ZIP)]))
        refused = reports(without, ZIP, env=REFUSING)[0]
        expect('a zip without %s, and the settings refuse' % without, ('verdict', 'error', refused['verdict']), ('reason', 'error.lock-missing', refused['reasons'][0]['id']))
    if HERE:
        print('# this kernel itself lacks: %s' % ', '.join(sorted(HERE)))
    else:
        expect('with both, the settings refuse nothing', ('verdict', WHOLE['verdict'], reports(None, PATH, env=REFUSING)[0]['verdict']))
TAP.finish()
