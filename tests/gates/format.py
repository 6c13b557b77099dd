#!/usr/bin/env python3
"""clang-format decides the look. SPDX-License-Identifier: GPL-3.0-or-later"""
import re
import subprocess

from common import ROOT, finish, tracked

run = subprocess.run(['clang-format', '--dry-run', *tracked('*.c', '*.h')], cwd=ROOT, capture_output=True, text=True)
lines = [line for line in run.stderr.splitlines() if re.search(r':\d+:\d+: (warning|error)', line)]
files = sorted({line.split(':')[0] for line in lines})
if run.returncode:
    files.append(run.stderr[:500])
finish(['%s: run clang-format -i' % f for f in files], 'format')
