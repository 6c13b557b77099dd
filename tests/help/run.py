#!/usr/bin/env python3
"""The help page: every check has its entry with an example and a harmless case, in both languages, and nothing is fetched.
usage: run.py MIYABURI-CHECK EN.html JA.html      TAP on stdout.      SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from runner import Tap  # noqa: E402


class Page(HTMLParser):
    """{anchor: texts of its entry}, and every tag and attribute seen."""

    def __init__(self, path):
        super().__init__()
        self.sections, self.here, self.seen = {}, None, []
        self.feed(open(path, encoding='utf-8').read())

    def handle_starttag(self, tag, attributes):
        self.seen += [tag] + ['%s=%s' % (k, v) for k, v in attributes]
        if tag == 'section':
            self.here = dict(attributes)['id']
            if self.here in self.sections:
                raise ValueError('twice: ' + self.here)
            self.sections[self.here] = []

    def handle_endtag(self, tag):
        self.here = None if tag == 'section' else self.here

    def handle_data(self, data):
        if self.here and data.strip():
            self.sections[self.here].append(data.strip())


def main(program, *paths):
    tap = Tap()
    listed = subprocess.run([program, '--list-checks', '--json'], check=True, capture_output=True, text=True).stdout
    ids = [json.loads(line)['id'] for line in listed.splitlines()]
    english, japanese = map(Page, paths)
    for name, page in (('en', english), ('ja', japanese)):
        tap.case(name + ': every check has an entry', ['none for ' + i for i in ids if i not in page.sections] if ids else ['no checks'])
        tap.case(name + ': no entry without a check', [i for i in page.sections if i not in ids])
        # title, reason, "example", the example, "when it is harmless", that case
        tap.case(name + ': with example and harmless case (core/report/check-help.c)', [i for i, t in page.sections.items() if len(t) != 6])
        tap.case(name + ': nothing is fetched or run', [s for s in page.seen if re.match(r'script|link$|img|on\w+=|src=|href=[^#]', s)])
    kana = re.compile('[\u3040-\u30ff\u4e00-\u9fff]')
    spoken = [i for i, t in japanese.sections.items() if not all(kana.search(x) for x in (t[0], t[1], t[-1]))]
    tap.case('ja: in Japanese', spoken)
    tap.finish()


main(*sys.argv[1:])
