#!/usr/bin/env python3
"""The attack set of the development corpus, end to end: through a real DNS server on loopback, through facts.json, and
with answers lost. Not run without the corpus. usage: run.py MIYABURI-CHECK     SPDX-License-Identifier: GPL-3.0-or-later"""
import datetime
import json
import os
import sys
import tempfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path += [TESTS, os.path.join(TESTS, 'dns')]
from runner import Tap, report  # noqa: E402
from lost import lose_answers  # noqa: E402
from zone import Nsd  # noqa: E402

PROGRAM = sys.argv[1]
CORPUS = os.environ.get('MIYABURI_CORPUS')
OWN = ['--own-domain', 'victim.example', '--own-address', 'taro@victim.example', '--trust-server', 'mx.victim.example']


def options(case):
    now = datetime.datetime.fromtimestamp(case['eval_time'], datetime.timezone.utc)
    return OWN + ['--now', now.strftime('%Y-%m-%dT%H:%M:%SZ')]


def problems(case, got):
    """The corpus' own rules: "legitimate" is met by "genuine"; for attacks both are misses; "hijacked" counts as warned."""
    verdict, expected, found = got['verdict'], set(case['expect']), []
    if 'legitimate' in expected:
        expected.add('genuine')
    if case['label'] == 'attack' and expected & {'spoofed', 'suspicious'}:
        expected.add('hijacked')
    if verdict not in expected:
        found.append('verdict is %s, expected one of %s' % (verdict, sorted(expected)))
    if verdict in case['never'] or (case['label'] == 'attack' and case['never'] and verdict in ('legitimate', 'genuine')):
        found.append('verdict is %s, which is never right' % verdict)
    return found


def main():
    if not CORPUS:
        print('1..0 # SKIP no corpus')
        return
    folder = os.path.join(CORPUS, 'attack')
    cases = [json.loads(line) for line in open(os.path.join(folder, 'cases.jsonl'), encoding='utf-8')]
    dns = json.load(open(os.path.join(folder, 'dns.json'), encoding='utf-8'))
    tap = Tap()
    with Nsd(dns) as server, tempfile.TemporaryDirectory() as temp:
        whole = os.path.join(temp, 'dns.json')
        json.dump({'version': 1, 'absent': 'NXDOMAIN', 'dns': dns}, open(whole, 'w'))
        for case in cases:
            mail = os.path.join(folder, 'eml', case['id'] + '.eml')
            saved = os.path.join(temp, 'saved.json')
            served = report(PROGRAM, mail, *options(case), '--dns', server.address, '--save-facts', saved)
            tap.case('%s by a real server' % case['id'], problems(case, served))
            given = report(PROGRAM, mail, *options(case), '--offline', '--facts', whole)
            tap.case('%s by facts' % case['id'], problems(case, given) + (
                [] if given['verdict'] == served['verdict'] else ['%s, by the server %s' % (given['verdict'], served['verdict'])]))
            tap.case('%s with answers lost' % case['id'], lose_answers(PROGRAM, mail, options(case), saved))
    tap.finish()


main()
