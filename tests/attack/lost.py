"""Losing one answer must never make an address genuine or a verdict legitimate (VERDICT, "Losing evidence").
SPDX-License-Identifier: GPL-3.0-or-later"""
import copy
import json
import os
import tempfile

from runner import report

FAILURES = (None, 'SERVFAIL')  # None: never asked; the failures that may pass are one to every check


def variants(facts):
    """(what was lost, facts without it)"""
    for name, types in facts.get('dns', {}).items():
        for rtype in types if isinstance(types, dict) else ():
            for failure in FAILURES:
                less = copy.deepcopy(facts)
                if failure:
                    less['dns'][name][rtype] = failure
                else:
                    del less['dns'][name][rtype]
                yield '%s %s %s' % (rtype, name, failure), less
    for kind in ('geo', 'registration', 'blocklist'):
        for key in facts.get(kind) or {}:
            less = copy.deepcopy(facts)
            del less[kind][key]
            yield '%s %s' % (kind, key), less


def lose_answers(program, mail, options, facts_file):
    """Problems found; facts_file holds all answers of this mail and is read as "what is missing was not asked"."""
    facts = json.load(open(facts_file, encoding='utf-8'))
    facts.pop('absent', None)
    problems = []
    with tempfile.TemporaryDirectory() as temp:
        path = os.path.join(temp, 'facts.json')

        def judge(some):
            json.dump(some, open(path, 'w', encoding='utf-8'))
            return report(program, mail, *options, '--offline', '--facts', path)

        whole = judge(facts)
        for lost, less in variants(facts):
            got = judge(less)
            if got['address'] == 'genuine' and whole['address'] != 'genuine':
                problems.append('without %s the address is genuine' % lost)
            if got['verdict'] == 'legitimate' and whole['verdict'] != 'legitimate':
                problems.append('without %s the verdict is legitimate' % lost)
            if got['verdict'] == 'genuine' and whole['verdict'] in ('spoofed', 'suspicious') and whole['address'] != 'genuine':
                problems.append('without %s the verdict is genuine' % lost)
    return problems
