#!/usr/bin/env python3
"""The five articles as test cases (README.md): every statement of cases.json that needs nothing beyond LEVEL must stand in
the report, as JSON and as text, in English and Japanese. usage: run.py MIYABURI-CHECK LEVEL [OPTION…]
LEVEL: offline, dns, geo, registry, linkhost, blocklist, batch; further options go to the check tool (its test seams).
The levels that need a name server get one on loopback that serves zone.txt.
SPDX-License-Identifier: GPL-3.0-or-later"""
import contextlib
import glob
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from runner import Tap, check, report, words  # noqa: E402

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'dns'))
from zone import Nsd, read_zone_text  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
# A statement without evidence strings holds when one of these findings is there.
MEANINGS = json.load(open(os.path.join(HERE, 'meanings.json'), encoding='utf-8'))
LISTS = ('findings', 'hops', 'senders', 'links', 'attachments', 'reasons', 'asked')


def options_of(case, level, further):
    options = ['--own-domain', case['own_domain'], '--trust-server', case['trust_server'], '--now', case['now']]
    for address in case.get('own_addresses', []):
        options += ['--own-address', address]
    return options + (['--offline'] if level == 'offline' else further)


def json_items(got):
    """Everything that counts as one finding, field or statistic."""
    items = [words(item) for name in LISTS for item in got.get(name, [])]
    return items + [words(v) for k, v in got.items() if k not in LISTS]


def text_items(text):
    """An item begins at an indent of less than five columns and takes in the deeper lines below it."""
    items = []
    for line in text.split('\n'):
        if items and re.match(r' {5}', line):
            items[-1] += '\n' + line
        else:
            items.append(line)
    return items


def holds(statement, got, items, text_form):
    if statement['evidence']:
        return any(all(e in item for e in statement['evidence']) for item in items)
    ids = MEANINGS[statement['say']]
    titles = [f['title'] for f in got['findings'] if f['id'] in ids]
    return any(t in item for t in titles for item in items) if text_form else bool(titles)


def judgement(case, got, level):
    """What the case says of boundary, address, kind and verdict. Offline an address may stay unknown, never be wrong."""
    problems = []
    boundary = (got['boundary'] or {}).get('ip')
    if 'boundary_ip' in case and boundary != case['boundary_ip']:
        problems.append('boundary is %s' % boundary)
    allowed = [case.get('address')] + (['unknown'] if level == 'offline' else [])
    if case.get('address') and got['address'] not in allowed:
        problems.append('address is %s' % got['address'])
    if case.get('kind') and got['kind'] != case['kind']:
        problems.append('kind is %s' % got['kind'])
    if 'verdict' in case and got['verdict'] not in case['verdict']:
        problems.append('verdict is %s' % got['verdict'])
    if got['verdict'] in case.get('verdict_not', []):
        problems.append('verdict is %s' % got['verdict'])
    return problems


def run_case(tap, program, case, level, further):
    mail = os.path.join(HERE, case['file'])
    options = options_of(case, level, further)
    statements = [s for s in case['must_report'] if s['needs'] == level]
    for locale in ('en', 'ja'):
        got = report(program, mail, '--locale', locale, *options)
        text = check(program, mail, '--locale', locale, *options)[1]
        tap.case('%s %s judgement' % (case['file'], locale), judgement(case, got, level))
        for statement in statements:
            for form, items in (('json', json_items(got)), ('text', text_items(text))):
                ok = holds(statement, got, items, form == 'text')
                tap.case('%s %s %s: %s' % (case['file'], locale, form, statement['say']), [] if ok else ['not reported: %s' % statement['evidence']])


def batch_items(value):
    """Every campaign, the page on notices, every figure: one item each."""
    return [words(c) for c in value['campaigns']] + [words(value['bounces'])] + [words(v) for v in value['statistics'].values()]


def run_batch(tap, program, case, further):
    """Several mails as one folder would be: the summary has to say it."""
    mails = sorted(glob.glob(os.path.join(HERE, case['file'])))
    options = ['--summary', '--exit-zero'] + options_of(case, 'offline', further)
    for locale in ('en', 'ja'):
        got = json.loads(check(program, mails[-1], '--json', '--locale', locale, *options, *mails[:-1])[1])
        text = check(program, mails[-1], '--locale', locale, *options, *mails[:-1])[1]
        tap.case('%s %s count' % (case['file'], locale), [] if got['mails'] == len(mails) > 1 else ['%d mails' % got['mails']])
        for statement in case['must_report']:
            for form, items in (('json', batch_items(got)), ('text', text_items(text))):
                ok = any(all(e in item for e in statement['evidence']) for item in items)
                tap.case('%s %s %s: %s' % (case['file'], locale, form, statement['say']), [] if ok else ['not reported: %s' % statement['evidence']])


# What each level may ask.
ALLOWED = {'dns': 'dns', 'linkhost': 'dns', 'blocklist': 'dns,blocklists'}


@contextlib.contextmanager
def level_options(level):
    """The options of a level, and its name server while they are in use."""
    if level not in ALLOWED:
        yield []
        return
    with open(os.path.join(HERE, 'zone.txt'), encoding='utf-8') as f:
        dns = read_zone_text(f.read())
    with Nsd(dns) as server:
        yield ['--allow', ALLOWED[level], '--dns', server.address] + (['--resolve-link-hosts'] if level == 'linkhost' else [])


def main():
    with level_options(sys.argv[2]) as options:
        run_level(sys.argv[1], sys.argv[2], options + sys.argv[3:])


LEVELS = ('offline', 'dns', 'geo', 'registry', 'linkhost', 'blocklist', 'batch')


def sound(case):
    """Each statement belongs to a level that is run, and asks for something that not every report holds."""
    empty = {name: [] for name in LISTS}
    return [s['say'] for s in case['must_report'] if s['needs'] not in LEVELS or not (s['evidence'] or s['say'] in MEANINGS)
            or '' in s['evidence'] or s['evidence'] and len(''.join(s['evidence'])) < 3 or holds(s, {'findings': []}, json_items(empty), False)] + ([] if case['must_report'] else ['no statement'])


def run_level(program, level, further):
    tap, statements = Tap(), 0
    for case in json.load(open(os.path.join(HERE, 'cases.json'), encoding='utf-8')):
        statements += sum(s['needs'] == level for s in case['must_report'])
        tap.case('%s can fail' % case['file'], sound(case))
        if bool(case.get('batch')) != (level == 'batch'):
            continue
        try:
            if level == 'batch':
                run_batch(tap, program, case, further)
            else:
                run_case(tap, program, case, level, further)
        except Exception as error:
            tap.case(case['file'], ['%s: %s' % (type(error).__name__, error)])
    tap.case('level %s has statements' % level, [] if statements else ['none'])
    tap.finish()


main()
