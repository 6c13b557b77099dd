#!/usr/bin/env python3
"""One line over all test runs: counts subtests where a test speaks TAP, lists what failed, and what was skipped and why.
usage: summary.py TESTLOG.json…   SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import os
import re
import sys

passed = failed = skipped = 0
reasons = {}
failures = []


def count_tap(text):
    """(passed, failed, skipped, reasons) of one TAP output; None when it is no TAP."""
    lines = re.findall(r'^(ok|not ok)\b(.*)$', text, re.M)
    plan = re.search(r'^1\.\.0 *(?:# *skip)?(.*)$', text, re.M | re.I)
    if plan:
        return 0, 0, 1, [plan.group(1).strip() or 'no reason given']
    if not lines:
        return None
    skips = [m.group(1).strip() for _, rest in lines if (m := re.search(r'# *skip\S*(.*)', rest, re.I))]
    bad = sum(1 for word, rest in lines if word == 'not ok' and not re.search(r'# *todo', rest, re.I))
    return len(lines) - bad - len(skips), bad, len(skips), skips


for path in sys.argv[1:]:
    run = os.path.basename(os.path.dirname(os.path.dirname(path)))
    if not os.path.exists(path):
        print('no test log: ' + path)
        failed += 1
        continue
    for line in open(path, encoding='utf-8'):
        test = json.loads(line)
        name, result, text = test['name'], test['result'], test.get('stdout', '') or ''
        counts = count_tap(text)
        if result == 'SKIP':
            why = counts[3] if counts and counts[3] else [text.strip().splitlines()[-1] if text.strip() else 'no reason given']
            skipped += 1
            reasons.setdefault(why[0], []).append('%s (%s)' % (name, run))
            continue
        good = result in ('OK', 'EXPECTEDFAIL')
        p, f, s, why = counts or (int(good), 0, 0, [])
        if not good and not f:
            f = 1  # it died, timed out, or is no TAP
        if not good:
            bad = re.findall(r'^not ok\b.*$', text, re.M)
            failures.append('failed: %s (%s), %s: %s' % (name, run, result, '; '.join(bad) or text.strip()[-200:]))
        passed, failed, skipped = passed + p, failed + f, skipped + s
        for reason in why:
            reasons.setdefault(reason or 'no reason given', []).append('%s (%s)' % (name, run))

print('\n'.join(failures), end='\n' if failures else '')
for reason, names in sorted(reasons.items()):
    print('skipped: %s: %s' % (', '.join(sorted(set(names))), reason))
print('%d passed, %d failed, %d skipped' % (passed, failed, skipped))
sys.exit(1 if failed or not passed else 0)
