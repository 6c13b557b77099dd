#!/usr/bin/env python3
"""Every check row is found by a case in tests/mails: a check without one has never been seen to work.
usage: checks-covered.py MIYABURI-CHECK   SPDX-License-Identifier: GPL-3.0-or-later"""
import glob
import json
import os
import subprocess
import sys

from common import ROOT, finish

listed = subprocess.run([sys.argv[1], '--list-checks', '--json'], check=True, capture_output=True, text=True).stdout
rows = [json.loads(line)['id'] for line in listed.splitlines()]
claimed, unknown = {}, []
for path in sorted(glob.glob(os.path.join(ROOT, 'tests/mails/*/expected.json'))):
    case = os.path.basename(os.path.dirname(path))
    for row in json.load(open(path, encoding='utf-8')).get('findings', []):
        claimed.setdefault(row, []).append(case)
        if row not in rows:
            unknown.append('%s expects %s: no such check' % (case, row))
print('%d checks, %d with a case' % (len(rows), sum(r in claimed for r in rows)))
missing = ['no case in tests/mails finds ' + r for r in rows if r not in claimed]
finish(unknown + missing + ([] if rows else ['no checks listed']), 'checks covered')
