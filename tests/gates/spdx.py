#!/usr/bin/env python3
"""One SPDX line a source file. SPDX-License-Identifier: GPL-3.0-or-later"""
import re

from common import finish, read, tracked

KINDS = ('*.c', '*.h', '*.py', '*.js', '*.mjs', '*.cjs', '*.css', '*.html', '*.ui', '*.blp', '*.svg', '*.sh', '*.in', '*.po', '*meson.build', '*meson_options.txt')
LINE = re.compile(r'SPDX-License-Identifier: (GPL-3\.0-or-later|CC0-1\.0|CC-BY-SA-4\.0|MPL-2\.0|Unicode-3\.0)\b')

problems = []
for name in tracked(*KINDS):
    if name.startswith(('tests/mails/', 'tests/legitimate/', 'tests/seed-cases/', 'tests/corpus-')):
        continue
    if name.startswith('tests/unit/') and name.endswith('meson.build') or not read(name).strip():
        continue
    n = len(LINE.findall(read(name)))
    if n == 0 or (n > 1 and not name.endswith('.py')):
        problems.append('%s: %d SPDX lines' % (name, n))
finish(problems, 'spdx')
