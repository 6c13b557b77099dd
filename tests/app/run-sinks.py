#!/usr/bin/env python3
"""Hostile texts in every sink: HTML, PDF, labels. Each must show them as text and do nothing else.
Also files: whole or not there, and only the user's. usage: session SIZE run-sinks.py SHOW
SPDX-License-Identifier: GPL-3.0-or-later"""
import base64
import collections
import hashlib
import html.parser
import os
import re
import subprocess
import sys
import tempfile

from payloads import mail, payloads

SHOW, SEEDS = sys.argv[1], os.path.join(os.environ['MIYABURI_SOURCE'], 'tests', 'seed-cases')
ALLOWED = {'html': {'lang'}, 'head': set(), 'meta': {'charset', 'http-equiv', 'content', 'name'}, 'title': set(), 'style': set(), 'body': set(), 'h1': {'class'}, 'h2': set(), 'p': {'class'},
           'dl': set(), 'dt': set(), 'dd': set(), 'bdi': set(),
           'svg': {'class', 'xmlns', 'role', 'viewbox'}, 'path': {'class', 'd'}, 'line': {'class', 'x1', 'y1', 'x2', 'y2'}, 'rect': {'class', 'x', 'y', 'width', 'height', 'rx'}, 'text': {'class', 'text-anchor', 'x', 'y'}}
count = failed = 0


def ok(good, what):
    global count, failed
    count += 1
    failed += not good
    print('%sok %d - %s' % ('' if good else 'not ', count, what), flush=True)


def show(sink, language, path, *more):
    run = subprocess.run([SHOW, sink, language, path, *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    complaints = [line for line in run.stderr.decode('utf-8', 'replace').splitlines() if re.search(r'WARNING|CRITICAL|ERROR', line)]
    return run.stdout if run.returncode == 0 else None, complaints


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.seen = collections.Counter()
        self.wrong, self.text, self.style, self.policy, self.inside = [], [], '', '', ''
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.inside = tag
        self.seen[tag] += 1
        for name, value in attributes:
            if name == 'content' and "default-src" in value:
                self.policy = value
        if tag not in ALLOWED or {n for n, _ in attributes} - ALLOWED[tag]:
            self.wrong.append((tag, attributes))

    def handle_data(self, data):
        if self.inside == 'style' and not self.style:
            self.style = data
        self.text.append(data)

    def handle_comment(self, data):
        self.wrong.append(('comment', data))


UNSAFE = re.compile('[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\ufeff]')


def bad_html(data, mark):
    text = data.decode('utf-8')
    page = Page(text)
    seen = ''.join(page.text)
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    if page.wrong:
        return 'elements %s' % page.wrong[:3]
    if "default-src 'none'" not in page.policy or "style-src 'sha256-%s'" % digest not in page.policy:
        return 'policy ' + page.policy
    if mark not in seen:
        return 'the text is lost'
    if re.search(r'https?:', seen) or UNSAFE.search(seen):
        return 'live link or control character'
    return '' if seen.count('\u2068') == seen.count('\u2069') else 'isolates do not match'


def bad_pdf(data, mark):
    outside = re.sub(rb'stream\r?\n.*?endstream', b'', data, flags=re.S)
    if not data.startswith(b'%PDF') or re.search(rb'/(JavaScript|JS|URI|Launch|EmbeddedFile|OpenAction|AA)\b', outside):
        return 'no PDF, or one that does something'
    text = subprocess.run(['pdftotext', '-', '-'], input=data, stdout=subprocess.PIPE).stdout.decode('utf-8', 'replace')
    if mark not in text.replace('\n', ''):
        return 'the text is lost'
    return 'live link' if re.search(r'https?:', text) else ''


def bad_labels(data, mark):
    lines = data.decode('utf-8').splitlines()
    if not any(mark in line for line in lines if line.startswith('T ')):
        return 'the text is lost'
    if any(mark in line for line in lines if not line.startswith('T ')):
        return 'read as markup'
    return 'control character' if any(UNSAFE.search(line) for line in lines) else ''


def test_payloads():
    tried = 0
    with tempfile.TemporaryDirectory() as folder:
        wrong = {'html': [], 'pdf': [], 'labels': []}
        for mark, data in payloads():
            path = os.path.join(folder, 'mail.eml')
            with open(path, 'wb') as f:
                f.write(mail(data))
            tried += 1
            for sink, check in (('html', bad_html), ('pdf', bad_pdf), ('labels', bad_labels)):
                out, complaints = show(sink, 'ja' if tried % 2 else 'en', path)
                why = 'could not be made' if out is None else check(out, mark) or ' '.join(complaints)
                if why:
                    wrong[sink].append((data[:40], why))
        for sink, problems in wrong.items():
            ok(not problems, '%s: %d hostile texts stay texts %s' % (sink, tried, problems[:4]))
        ok(tried >= 60, 'at least 60')


def test_mask():
    path, own = os.path.join(SEEDS, 's002-digitaldive.eml'), 'info@cad-office.example.jp'
    for sink in ('html', 'json'):
        plain, hidden = show(sink, 'en', path)[0], show(sink, 'en', path, own)[0]
        ok(own.encode() in plain and own.encode() not in hidden and b'***@***' in hidden, 'the own address is masked in ' + sink)


def test_map():
    path = os.path.join(SEEDS, 's003-popular-ru.eml')
    page = Page(show('html', 'en', path)[0].decode('utf-8'))
    ok('1. Brazil' in ''.join(page.text) and not page.wrong and page.seen['svg'] == 1 and page.seen['path'] == 1, 'the map stands in the page, drawn by nothing but shapes %s' % page.wrong[:3])
    text = subprocess.run(['pdftotext', '-', '-'], input=show('pdf', 'en', path)[0], stdout=subprocess.PIPE).stdout.decode()
    ok('1. Brazil' in text and 'Who stands behind it' in text, 'the countries and the chain stand in the pdf')


def test_right_to_left():
    """The address stands last, whichever way the name before it is written."""
    with tempfile.NamedTemporaryFile(suffix='.eml') as f:
        f.write('From: שלום <moc.knab> <info@evil.example>\nTo: a@b.example\nSubject: x\n\nx\n'.encode())
        f.flush()
        text = show('labels', 'en', f.name)[0].decode()
    ok(re.search('(?m)^T \u2068[^\u2068\u2069]*\u05dd[^\u2068\u2069]*\u2069 \u2068<info@evil.example>\u2069$', text), 'a name written from right to left stands by itself')


def test_languages():
    path = os.path.join(SEEDS, 's000-kagoya-info.eml')
    for sink in ('html', 'json'):
        ok('なりすまし'.encode() in show(sink, 'ja', path)[0] and b'poof' in show(sink, 'en', path)[0], sink + ' in ja and en')
    text = subprocess.run(['pdftotext', '-', '-'], input=show('pdf', 'ja', path)[0], stdout=subprocess.PIPE).stdout.decode()
    ok('なりすまし' in text and '届いた経路' in text, 'pdf in ja')


test_payloads()
test_mask()
test_map()
test_right_to_left()
test_languages()
print('1..%d' % count)
sys.exit(1 if failed else 0)
