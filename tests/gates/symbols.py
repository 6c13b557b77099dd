#!/usr/bin/env python3
"""Libraries define mb_ names only, so that nothing of ours can clash; programs and modules export nothing but what they must.
usage: symbols.py FILE…   (.a libraries, programs, .so modules)
SPDX-License-Identifier: GPL-3.0-or-later"""
import subprocess
import sys

from common import finish

MODULE_ENTRY = {'mb_lookup_module', 'mb_history_store'}
LINKER = {'_init', '_fini', '__bss_start', '_edata', '_end', '_IO_stdin_used', '__data_start', 'data_start', '_start', 'main'}

problems = []
for path in sys.argv[1:]:
    static = path.endswith('.a')
    out = subprocess.run(['nm', '--defined-only', '-g' if static else '-D', path], check=True, capture_output=True, text=True).stdout
    names = [line.split()[2] for line in out.splitlines() if len(line.split()) == 3]
    for name in names:
        ok = name.startswith('mb_') if static else name in LINKER | (MODULE_ENTRY if '.so' in path else set())
        if not ok:
            problems.append('%s: %s' % (path.rsplit('/', 1)[-1], name))
    print('%s: %d symbols' % (path.rsplit('/', 1)[-1], len(names)))
finish(problems, 'symbols')
