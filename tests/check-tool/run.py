#!/usr/bin/env python3
"""The check tool's options and exit status (CONTRACT), and what it does with files that are no mails.
usage: run.py MIYABURI-CHECK   SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import os
import stat
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from runner import ENV, Tap  # noqa: E402

PROGRAM = sys.argv[1]
SEEDS = os.path.join(os.environ['MIYABURI_SOURCE'], 'tests/seed-cases')
TRAP = os.path.join(SEEDS, 's003-invitation-zip.eml')
PLAIN = b'''Received: from a.example (a.example [192.0.2.1]) by mx.example.net (Postfix) with ESMTP id 1; Mon, 1 Jan 2024 00:00:00 +0000
From: Taro <taro@a.example>
To: hanako@example.net
Subject: lunch
Date: Mon, 1 Jan 2024 00:00:00 +0000
Message-ID: <1@a.example>

See you at noon.
'''


def run(*args, stdin=b'', env=None, timeout=20):
    return subprocess.run([PROGRAM, *args], input=stdin, capture_output=True, env={**ENV, **(env or {})}, timeout=timeout)


def expect(name, got, status, *conditions):
    problems = [] if got.returncode == status else ['exit status %d, wanted %d: %s' % (got.returncode, status, got.stderr.decode(errors='replace')[:300])]
    TAP.case(name, problems + ['condition %d does not hold' % i for i, c in enumerate(conditions, 1) if not c])


def lines(got):
    return [json.loads(line) for line in got.stdout.decode('utf-8').splitlines()]


def exit_status(folder, plain):
    expect('a plain mail ends with 0', run('--offline', plain), 0)
    expect('a trap ends with 1', run('--offline', TRAP), 1)
    missing = os.path.join(folder, 'missing')
    expect('a missing file ends with 2', run('--offline', missing), 2)
    expect('the highest status counts', run('--offline', '--json', plain, TRAP, missing, plain), 2)
    expect('--exit-zero', run('--offline', '--exit-zero', TRAP, missing), 0)
    expect('no file is a usage error', run('--offline'), 3)
    expect('an unknown option is a usage error', run('--no-such', plain), 3)
    for bad in (['--now', 'soon'], ['--allow', 'everything'], ['--own-domain', '@@'], ['--contacts', missing], ['--facts', missing], ['--brands', missing], ['--files0-from', missing]):
        expect('%s %s is a usage error' % (bad[0], os.path.basename(bad[1])), run(*bad, *([] if bad[0] == '--files0-from' else [plain])), 3)
    expect('--resolve-link-hosts is for one mail', run('--resolve-link-hosts', plain, TRAP), 3)
    expect('--save-facts is for one mail', run('--save-facts', missing, plain, TRAP), 3)


def batches(folder, plain):
    names = '\0'.join([plain, TRAP, plain]).encode()
    got = run('--offline', '--json', '--files0-from', '-', stdin=names)
    expect('--files0-from - gives one object a line', got, 1, [r['file'] for r in lines(got)] == [plain, TRAP, plain])
    listing = os.path.join(folder, 'names')
    with open(listing, 'wb') as f:
        f.write(names + b'\0')
    got = run('--offline', '--json', '--files0-from', listing)
    expect('--files0-from FILE', got, 1, len(lines(got)) == 3)
    expect('no name at all is no input', run('--offline', '--files0-from', '-'), 3)
    expect('files here and there are a usage error', run('--files0-from', '-', plain), 3)
    odd = os.path.join(folder, 'a\n\x1b[31m\udcff.eml')
    with open(odd, 'wb') as f:
        f.write(PLAIN)
    got = run('--offline', '--json', '--files0-from', '-', stdin=os.fsencode(odd))
    expect('an odd file name stays one line of JSON', got, 0, len(lines(got)) == 1)
    got = run('--offline', odd)
    expect('an odd file name is shown as codes', got, 0, b'\x1b' not in got.stdout)


def odd_files(folder, plain):
    fifo = os.path.join(folder, 'fifo')
    os.mkfifo(fifo, stat.S_IRUSR | stat.S_IWUSR)
    for name in (fifo, '/dev/zero', '/dev/null'):
        got = run('--offline', '--json', name)
        expect('not a regular file: ' + os.path.basename(name), got, 2, lines(got)[0]['verdict'] == 'error')
    for name, data, reason in (('empty', b'', 'error.empty'), ('text', b'no mail at all', 'error.not-a-mail')):
        path = os.path.join(folder, name)
        with open(path, 'wb') as f:
            f.write(data)
        got = run('--offline', '--json', path)
        expect(name + ' is an error that says why', got, 2, lines(got)[0]['reasons'][0]['id'] == reason)
    got = run('--offline', '--json', '-', stdin=PLAIN)
    expect('standard input', got, 0, lines(got)[0]['file'] is None, lines(got)[0]['message']['subject'] == 'lunch')


def languages(plain):
    en, ja = run('--offline', plain), run('--offline', '--locale', 'ja_JP.UTF-8', plain)
    expect('English is the default', en, 0, 'What to do'.encode() in en.stdout)
    expect('Japanese', ja, 0, 'どうするか'.encode() in ja.stdout)
    expect('no colour into a pipe', en, 0, b'\x1b' not in en.stdout)
    got = run('--offline', '--json', '--locale', 'ja', plain, env={'LC_ALL': 'C', 'LANG': 'C'})
    expect('Japanese without any locale installed', got, 0, lines(got)[0]['language'] == 'ja', '判定' in lines(got)[0]['label'] or '本物' in lines(got)[0]['label'])
    expect('--help is in the language of the terminal', run('--help', env={'LC_ALL': 'ja_JP.UTF-8'}), 0, '自社のドメイン' in run('--help', env={'LC_ALL': 'ja_JP.UTF-8'}).stdout.decode())


def settings(folder, plain):
    config = os.path.join(folder, 'config', 'miyaburi')
    os.makedirs(config)
    with open(os.path.join(config, 'settings.ini'), 'w', encoding='utf-8') as f:
        f.write('[lookups]\nasked=true\nallow=dns\n[look]\nlanguage=ja\n[own]\ndomains=example.net\n')
    env = {'XDG_CONFIG_HOME': os.path.join(folder, 'config')}
    got = run('--offline', plain, env=env)
    expect('language by settings', got, 0, 'どうするか' in got.stdout.decode())
    got = run('--offline', '--json', plain, env=env)
    expect('--offline beats the settings', got, 0, lines(got)[0]['allowed'] == [], lines(got)[0]['language'] == 'en')
    expect('nothing is allowed without settings', run('--json', plain), 0, lines(run('--json', plain))[0]['allowed'] == [])
    got = run('--offline', plain, env={'HOME': '/nonexistent', 'XDG_CONFIG_HOME': '/nonexistent/x'})
    expect('works without a home', got, 0)


def lists():
    got = run('--version')
    expect('--version', got, 0, got.stdout.startswith(b'miyaburi-check '))
    got, rows = run('--list-checks', '--json'), lines(run('--list-checks', '--json'))
    families = {'authentication', 'identity', 'route', 'reputation', 'link', 'body', 'attachment', 'history', 'bulk'}
    expect('--list-checks lists each once, with its family', got, 0, len(rows) > 20, len({r['id'] for r in rows}) == len(rows),
           all(r['id'].startswith(r['family'] + '.') for r in rows), {r['family'] for r in rows} <= families)


def facts(folder, plain):
    path, saved = os.path.join(folder, 'facts.json'), os.path.join(folder, 'saved.json')
    with open(path, 'w', encoding='utf-8') as f:
        json.dump({'version': 1, 'dns': {'a.example': {'TXT': ['v=spf1 ip4:192.0.2.1 -all']}}}, f)
    got = run('--offline', '--json', '--facts', path, '--now', '2024-01-01T00:10:00Z', '--trust-server', 'mx.example.net', plain)
    expect('--facts are believed', got, 0, len(lines(got)) == 1)
    expect('--save-facts', run('--offline', '--facts', path, '--save-facts', saved, plain), 0, os.path.exists(saved) and 'a.example' in json.load(open(saved))['dns'])
    with open(path, 'w', encoding='utf-8') as f:
        f.write('[]')
    got = run('--offline', '--json', '--facts', path, plain)
    expect('facts that are none are refused', got, 3)


TAP = Tap()
with tempfile.TemporaryDirectory() as FOLDER:
    MAIL = os.path.join(FOLDER, 'plain.eml')
    with open(MAIL, 'wb') as out:
        out.write(PLAIN)
    exit_status(FOLDER, MAIL)
    batches(FOLDER, MAIL)
    odd_files(FOLDER, MAIL)
    languages(MAIL)
    settings(FOLDER, MAIL)
    lists()
    facts(FOLDER, MAIL)
TAP.finish()
