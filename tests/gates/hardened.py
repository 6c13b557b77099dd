#!/usr/bin/env python3
"""The built programs carry the protections the build asks for, read from the files themselves. A program made without
any of them comes first: the gate must find each one missing there. A program that calls nothing FORTIFY could check
shows no trace of it, so that this one is read from the compile commands, and in the files only from one at least.
usage: hardened.py OPTIMISED FILE…   OPTIMISED: 1 when the build optimises (FORTIFY needs it), else 0
SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import os
import re
import subprocess
import sys
import tempfile

from common import finish

BARE = ['-no-pie', '-fno-pie', '-O0', '-U_FORTIFY_SOURCE', '-fno-stack-protector', '-fcf-protection=none', '-Wl,-z,norelro', '-Wl,-z,lazy',
        '-Wl,-z,execstack']
SOURCE = '#include <stdio.h>\nint main(int n, char **v) { char b[99]; sprintf(b, "%s", v[0]); return puts(b); }\n'


X86 = os.uname().machine == 'x86_64'


def readelf(path, *options):
    env = {**os.environ, 'LC_ALL': 'C'}
    return subprocess.run(['readelf', '-W', *options, path], check=True, capture_output=True, text=True, env=env).stdout


def lands(path):
    """How many places an indirect jump may land at; start-up code of the C library has a few. (The note that says so for
    the whole file is dropped by the linker where the C library was built without.)"""
    with open(path, 'rb') as f:
        return f.read().count(b'\xf3\x0f\x1e\xfa')


def missing(path):
    """What the file lacks, each a word."""
    segments, dynamic, symbols = (readelf(path, o) for o in ('-l', '-d', '--dyn-syms'))
    stack = re.search(r'GNU_STACK.*', segments)
    loads = [line.split()[6:-1] for line in segments.splitlines() if line.split()[:1] == ['LOAD']]
    program = not path.endswith('.so')
    found = {
        'PIE': 'PIE' in dynamic or not program,
        'RELRO': 'GNU_RELRO' in segments,
        'BIND_NOW': 'BIND_NOW' in dynamic or re.search(r'FLAGS_1.*\bNOW\b', dynamic),
        'a stack that holds no code': stack and 'E' not in stack.group().split()[-2],
        'memory that is not both writable and executable': loads and not any('W' in ''.join(l) and 'E' in ''.join(l) for l in loads),
        'no text relocations': 'TEXTREL' not in dynamic,
        'stack protector': '__stack_chk_fail' in symbols,
        'control-flow protection': lands(path) >= (8 if program else 5) or not X86,
    }
    return [name for name, good in found.items() if not good]


def bare_program(folder):
    path = os.path.join(folder, 'bare')
    subprocess.run(['cc', *BARE, '-x', 'c', '-', '-o', path], input=SOURCE, text=True, check=True, stderr=subprocess.DEVNULL)
    return path


def fortified(path):
    return bool(re.search(r'UND __(?!stack)\w+_chk\b', readelf(path, '--dyn-syms')))


def unfortified_commands():
    """What runs only while building (known by its lack of our version) needs none."""
    with open(os.path.join(os.environ['MIYABURI_BUILD'], 'compile_commands.json'), encoding='utf-8') as f:
        return [c['file'] for c in json.load(f) if '-DMB_VERSION' in c['command'] and '-D_FORTIFY_SOURCE=2' not in c['command']]


def main(optimised, *paths):
    with tempfile.TemporaryDirectory() as folder:
        bare = bare_program(folder)
        seen, fortify_seen = missing(bare), fortified(bare)
    wanted = {'PIE', 'RELRO', 'BIND_NOW', 'a stack that holds no code', 'stack protector'} | ({'control-flow protection'} if X86 else set())
    problems = ['the gate does not see the lack of ' + name for name in wanted - set(seen)]
    problems += ['the gate sees FORTIFY where it is not'] if fortify_seen else []
    for path in paths:
        problems += ['%s: no %s' % (os.path.basename(path), name) for name in missing(path)]
    if optimised == '1':
        problems += ['%s: compiled without FORTIFY' % name for name in unfortified_commands()]
        problems += [] if any(map(fortified, paths)) else ['no file shows FORTIFY']
    finish(problems, 'hardened')


main(*sys.argv[1:])
