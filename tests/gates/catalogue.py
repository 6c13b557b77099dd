#!/usr/bin/env python3
"""The Japanese catalogue holds every text of the sources, none of them empty or fuzzy, with the same {arguments}.
SPDX-License-Identifier: GPL-3.0-or-later"""
import os
import re
import subprocess
import sys
import tempfile

from common import ROOT, finish

sys.path.insert(0, os.path.join(ROOT, 'po'))


def entries(text):
    """(msgid, msgstr, fuzzy) of a .po without wrapping."""
    join = lambda block: ''.join(m for m in re.findall(r'"((?:[^"\\]|\\.)*)"', block))
    for block in text.split('\n\n'):
        match = re.search(r'^msgid ((?:".*"\n?)+)msgstr(?:\[0\])? ((?:".*"\n?)+)', block, re.M)
        if match and join(match.group(1)):
            yield join(match.group(1)), join(match.group(2)), '#, fuzzy' in block


problems = []
with tempfile.TemporaryDirectory() as folder:
    template, merged = os.path.join(folder, 't.pot'), os.path.join(folder, 'ja.po')
    subprocess.run(['po/update', '--template', template], cwd=ROOT, check=True)
    subprocess.run(['msgmerge', '--quiet', '--no-fuzzy-matching', '--no-wrap', '-o', merged, 'po/ja.po', template], cwd=ROOT, check=True)
    subprocess.run(['msgfmt', '--check-format', '--check-domain', '-o', os.devnull, merged], check=True)
    count = 0
    for msgid, msgstr, fuzzy in entries(open(merged, encoding='utf-8').read()):
        count += 1
        if not msgstr or fuzzy:
            problems.append('not translated: ' + msgid)
        elif sorted(set(re.findall(r'\{\w+\}', msgid))) != sorted(set(re.findall(r'\{\w+\}', msgstr))):
            problems.append('other arguments: %s -> %s' % (msgid, msgstr))
    print('%d texts' % count)
    if not count:
        problems.append('no texts found')
finish(problems, 'catalogue')
