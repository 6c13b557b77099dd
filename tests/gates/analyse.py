#!/usr/bin/env python3
"""What compilers find by following paths through core and host: clang-tidy (.clang-tidy) and gcc -fanalyzer, no finding allowed.
usage: analyse.py tidy|gcc [FILE…]     without files: every C file of core/ and native-host/
SPDX-License-Identifier: GPL-3.0-or-later"""
import concurrent.futures
import json
import os
import shlex
import subprocess
import sys

from common import ROOT, finish

BUILD = os.environ['MIYABURI_BUILD']
# How long clang follows one function. Four times as many steps found nothing more and took four times as long.
STEPS = ['--extra-arg=' + a for a in ('-Xclang', '-analyzer-config', '-Xclang', 'max-nodes=40000')]
# gcc 12 knows neither cleanup attributes (g_autoptr, g_autofree) nor who takes a descriptor over: these warn on every such variable.
GCC = ['-fanalyzer', '-Wno-analyzer-malloc-leak', '-Wno-analyzer-fd-leak', '-Wno-analyzer-file-leak', '-Wno-analyzer-use-of-uninitialized-value',
       '-Wno-analyzer-possible-null-argument', '-Wno-analyzer-possible-null-dereference']
SELF = 'int f(int n);\nint f(int n) { int *p = 0, x; if (n == 1) return x; if (n) return n; return *p; }\n'


def commands():
    """{file: its compile command}; files that are compiled twice once."""
    with open(os.path.join(BUILD, 'compile_commands.json'), encoding='utf-8') as f:
        rows = {os.path.realpath(os.path.join(c['directory'], c['file'])): c for c in json.load(f)}
    ours = tuple(os.path.join(os.path.realpath(ROOT), part, '') for part in ('core', 'native-host'))
    return {name: c for name, c in sorted(rows.items()) if name.startswith(ours) and name.endswith('.c')}


def tidy(name, _):
    return ['clang-tidy', '-p', BUILD, '--quiet', *STEPS, name]


def gcc(name, row):
    words = shlex.split(row['command'])
    words = words[:words.index('-o')] + ['-Wno-error', *GCC, '-c', name, '-o', os.devnull]
    return ['gcc' if 'clang' in words[0] else words[0], *words[1:]]


def findings(argv, folder):
    done = subprocess.run(argv, cwd=folder, capture_output=True, text=True, errors='replace')
    lines = (done.stdout + done.stderr).splitlines()
    found = [line for line in lines if ': error:' in line or ': warning:' in line and ('analyzer' in line or argv[0] == 'clang-tidy')]
    return found or (['%s: status %d: %s' % (argv[-1], done.returncode, ' '.join(lines[-3:]))] if done.returncode else [])


def sees_something(tool):
    """Two defects, of which each tool must find one at least, so that a tool that looks at nothing fails here."""
    path = os.path.join(BUILD, 'null-dereference.c')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(SELF)
    argv = ['clang-tidy', '--quiet', '--config-file=' + os.path.join(ROOT, '.clang-tidy'), path, '--'] if tool is tidy else [
        'gcc', '-O2', *GCC, '-c', path, '-o', os.devnull]
    seen = findings(argv, BUILD)
    os.unlink(path)
    return [] if seen else ['a null pointer that is followed and a value never set were not found']


def main(how, *names):
    tool = {'tidy': tidy, 'gcc': gcc}[how]
    rows = {name: c for name, c in commands().items() if not names or any(name.endswith(n) for n in names)}
    problems = sees_something(tool)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for found in pool.map(lambda item: findings(tool(*item), item[1]['directory']), rows.items()):
            problems += found
    print('%d files' % len(rows))
    finish(problems + ([] if rows else ['no file was looked at']), how)


main(*sys.argv[1:])
