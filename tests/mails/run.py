#!/usr/bin/env python3
"""tests/mails/CASE/{mail.eml, facts.json?, expected.json}: each mail is judged as a user would have it judged.
usage: run.py MIYABURI-CHECK [CASE…]
expected.json (every member may be left out):
  "options"   command line options, e.g. ["--own-domain", "victim.example"]; "{folder}" is the case's folder
  "verdict"   the verdict, or a list of which it must be one
  "findings"  ids that must be there          "absent"  ids that must not
  "paths"     {"boundary.ip": "192.0.2.1", "findings.*.id": {"contains": "link.x"}, "links.0.host": {"any_of": [...]}}
  "status"    the exit status
SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from runner import Tap, at, report  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
MEMBERS = {'options', 'verdict', 'findings', 'absent', 'paths', 'status', 'why'}


def meets(value, wanted):
    if isinstance(wanted, dict) and set(wanted) == {'contains'}:
        return value is not None and wanted['contains'] in value
    if isinstance(wanted, dict) and set(wanted) == {'lacks'}:
        return value is None or wanted['lacks'] not in value
    if isinstance(wanted, dict) and set(wanted) == {'any_of'}:
        return value in wanted['any_of']
    return value == wanted


def judge(program, folder, expected):
    options = [o.replace('{folder}', folder) for o in expected.get('options', [])]
    facts = os.path.join(folder, 'facts.json')
    if '--allow' not in options and '--dns' not in options:
        options.append('--offline')
    if os.path.exists(facts):
        options += ['--facts', facts]
    return report(program, os.path.join(folder, 'mail.eml'), *options)


def problems_of(program, folder):
    expected = json.load(open(os.path.join(folder, 'expected.json'), encoding='utf-8'))
    problems = ['unknown member "%s"' % m for m in set(expected) - MEMBERS]
    got = judge(program, folder, expected)
    found = [f['id'] for f in got['findings']]
    wanted = expected.get('verdict')
    if wanted and got['verdict'] not in (wanted if isinstance(wanted, list) else [wanted]):
        problems.append('verdict is %s, wanted %s' % (got['verdict'], wanted))
    problems += ['not found: ' + i for i in expected.get('findings', []) if i not in found]
    problems += ['found, but must not be: ' + i for i in expected.get('absent', []) if i in found]
    for path, value in expected.get('paths', {}).items():
        if not meets(at(got, path), value):
            problems.append('%s is %r, wanted %r' % (path, at(got, path), value))
    if 'status' in expected and got['_status'] != expected['status']:
        problems.append('exit status %d' % got['_status'])
    if problems:
        problems.append('found: %s' % ' '.join(found))
    return problems


def main():
    tap = Tap()
    cases = sys.argv[2:] or sorted(d for d in os.listdir(HERE) if os.path.isfile(os.path.join(HERE, d, 'expected.json')))
    for case in cases:
        try:
            problems = problems_of(sys.argv[1], os.path.join(HERE, case))
        except Exception as error:  # a case that cannot be run has failed, the others still run
            problems = ['%s: %s' % (type(error).__name__, error)]
        tap.case(case, problems)
    tap.finish()


main()
