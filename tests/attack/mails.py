#!/usr/bin/env python3
"""The same property for every case of tests/mails that comes with facts.
usage: mails.py MIYABURI-CHECK     SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import os
import sys
import tempfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path += [TESTS, os.path.join(TESTS, 'attack')]
from runner import Tap, report  # noqa: E402
from lost import lose_answers  # noqa: E402

PROGRAM, MAILS = sys.argv[1], os.path.join(TESTS, 'mails')


def offline(options):
    return [o for i, o in enumerate(options) if o not in ('--offline', '--allow') and (i == 0 or options[i - 1] != '--allow')]


tap = Tap()
with tempfile.TemporaryDirectory() as temp:
    for name in sorted(os.listdir(MAILS)):
        folder = os.path.join(MAILS, name)
        facts = os.path.join(folder, 'facts.json')
        if not os.path.exists(facts):
            continue
        expected = json.load(open(os.path.join(folder, 'expected.json'), encoding='utf-8'))
        options = offline([o.replace('{folder}', folder) for o in expected.get('options', [])])
        tap.case(name, lose_answers(PROGRAM, os.path.join(folder, 'mail.eml'), options, facts))
tap.finish()
