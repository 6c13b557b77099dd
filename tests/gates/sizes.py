#!/usr/bin/env python3
"""Lengths of functions and files: printed, and bounded so that nothing grows out of hand.
SPDX-License-Identifier: GPL-3.0-or-later"""
import re
import statistics

from common import finish, read, tracked

MAX_FUNCTION, MAX_FILE = 60, 450
# Tables made by a program from a published list.
GENERATED = re.compile(r'html-entities\.c$')

functions, files, problems = [], [], []
for name in tracked('core/*.c', 'core/*.h', 'native-host/*.c', 'app/*.c'):
    lines = read(name).split('\n')
    if GENERATED.search(name):
        continue
    files.append((len(lines), name))
    start = None
    for number, line in enumerate(lines, 1):
        if re.match(r'\w.*\)\s*\{$|\s+.*\)\s*\{$', line) and start is None and not re.match(r'\s+(if|for|while|switch|else|do)\b', line):
            start = number
        if line == '}' and start:
            functions.append((number - start + 1, '%s:%d' % (name, start)))
            start = None
for size, where in sorted(functions, reverse=True):
    if size > MAX_FUNCTION:
        problems.append('%s: a function of %d lines' % (where, size))
for size, name in sorted(files, reverse=True):
    if size > MAX_FILE:
        problems.append('%s: %d lines' % (name, size))
if functions:
    sizes = sorted(size for size, _ in functions)
    print('%d functions: median %d, 90th percentile %d, longest %d' % (len(sizes), statistics.median(sizes), sizes[len(sizes) * 9 // 10], sizes[-1]))
    print('%d files: median %d, longest %d lines' % (len(files), statistics.median(s for s, _ in files), max(files)[0]))
finish(problems, 'sizes')
