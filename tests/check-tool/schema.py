#!/usr/bin/env python3
"""Every JSON report keeps data/report.schema.json, in both languages, and the schema refuses what is no report.
usage: schema.py MIYABURI-CHECK   SPDX-License-Identifier: GPL-3.0-or-later"""
import copy
import glob
import json
import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from runner import Tap, report  # noqa: E402

import jsonschema  # noqa: E402

ROOT = os.environ['MIYABURI_SOURCE']
SCHEMA = json.load(open(os.path.join(ROOT, 'data/report.schema.json'), encoding='utf-8'))
jsonschema.Draft7Validator.check_schema(SCHEMA)
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)


def errors(value):
    return ['%s: %s' % ('/'.join(map(str, e.absolute_path)), e.message[:300]) for e in VALIDATOR.iter_errors(value)]


def broken_mails(folder):
    """Files that are hardly mails: reports all the same."""
    texts = {'empty': b'', 'text': b'hello', 'nul': b'\0' * 100, 'no-body': b'From: a@b.example\n', 'bare': b':\n\n', 'junk': bytes(range(256)) * 20}
    for name, data in texts.items():
        path = os.path.join(folder, name)
        with open(path, 'wb') as f:
            f.write(data)
        yield path
    yield os.path.join(folder, 'missing')


def changed(value):
    """Changes that make a report no report."""
    for key in SCHEMA['required']:
        without = copy.deepcopy(value)
        del without[key]
        yield 'without ' + key, without
    for key, wrong in {'verdict': 'safe', 'address': None, 'sentence': '', 'more_links': -1, 'time': 'yesterday', 'extra': 1, 'findings': [{}], 'links': None, 'allowed': ['dns', 'dns']}.items():
        yield key, {**value, key: wrong}


def main():
    program, tap = sys.argv[1], Tap()
    with tempfile.TemporaryDirectory() as folder:
        mails = sorted(glob.glob(ROOT + '/tests/seed-cases/*.eml') + glob.glob(ROOT + '/tests/mails/*/mail.eml') + glob.glob(ROOT + '/data/sample/*.eml'))
        for mail in mails + list(broken_mails(folder)):
            for locale in ('en', 'ja'):
                got = report(program, mail, '--offline', '--locale', locale)
                got.pop('_status')
                tap.case('%s %s' % (os.path.relpath(mail, ROOT if mail.startswith(ROOT) else folder), locale), errors(got))
        good = report(program, mails[0], '--offline')
        good.pop('_status')
        for name, value in changed(good):
            tap.case('refused: ' + name, [] if errors(value) else ['the schema accepts it'])
    tap.finish()


main()
