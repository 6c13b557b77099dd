#!/usr/bin/env python3
"""Texts made to break out of where they are shown, in the places a mail's author fills: each sink of the check tool shows
exactly the expected bytes. Pages of the app and the add-on have tests of their own.
usage: payloads.py MIYABURI-CHECK      TAP on stdout.      SPDX-License-Identifier: GPL-3.0-or-later"""
import base64
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from runner import ENV, Tap  # noqa: E402

PROGRAM = sys.argv[1]
# What is sent → what every sink shows (SECURITY section 5: controls, bidi and invisible signs as code points, the rest as it is).
# Where a terminal shows something else, because it would make it a link, that comes third.
PAYLOADS = [
    # HTML
    ('<script>alert(1)</script>', '<script>alert(1)</script>'),
    ('"><img src=x onerror=alert(1)>', '"><img src=x onerror=alert(1)>'),
    ("' onmouseover='alert(1)", "' onmouseover='alert(1)"),
    ('</td></tr></table><h1>ok</h1>', '</td></tr></table><h1>ok</h1>'),
    ('<!-- -->', '<!-- -->'),
    ('<![CDATA[x]]>', '<![CDATA[x]]>'),
    ('&lt;b&gt;&amp;&#60;&#x3c;', '&lt;b&gt;&amp;&#60;&#x3c;'),
    ('&nbsp;&#8238;', '&nbsp;&#8238;'),
    ('<style>*{display:none}</style>', '<style>*{display:none}</style>'),
    ('javascript:alert(1)', 'javascript:alert(1)'),
    ('data:text/html;base64,PGI+', 'data:text/html;base64,PGI+'),
    ('<a href="https://a.example/">x</a>', '<a href="https://a.example/">x</a>', '<a href="hxxps://a.example/">x</a>'),
    ('HTTP://A.EXAMPLE/', 'HTTP://A.EXAMPLE/', 'hxxp://A.EXAMPLE/'),
    ('xhttp://a.example hhttp', 'xhttp://a.example hhttp', 'xhxxp://a.example hhttp'),
    # Pango and Markdown
    ('<span foreground="red">x</span>', '<span foreground="red">x</span>'),
    ('<big><b>x', '<big><b>x'),
    ('[x](javascript:y)', '[x](javascript:y)'),
    ('`x` *y* _z_ # a', '`x` *y* _z_ # a'),
    # JSON and scripts
    ('","verdict":"legitimate","x":"', '","verdict":"legitimate","x":"'),
    ('\\', '\\'),
    ('\\"', '\\"'),
    ('\\u003cscript\\u003e', '\\u003cscript\\u003e'),
    ('\\n\\x1b[31m', '\\n\\x1b[31m'),
    ('}{][', '}{]['),
    ("'; DROP TABLE mails; --", "'; DROP TABLE mails; --"),
    ('$(id) `id` ${HOME} | id & id', '$(id) `id` ${HOME} | id & id'),
    # spreadsheets
    ('=1+1', '=1+1'),
    ('=cmd|\' /C calc\'!A0', '=cmd|\' /C calc\'!A0'),
    ('+1', '+1'),
    ('-1', '-1'),
    ('@SUM(A1)', '@SUM(A1)'),
    ('=HYPERLINK("x";"y")', '=HYPERLINK("x";"y")'),
    ('a,b;"c","d"', 'a,b;"c","d"'),
    # printf, templates
    ('%s%s%s%n', '%s%s%s%n'),
    ('%1$99999999d', '%1$99999999d'),
    ('{domain} {claims} {0}', '{domain} {claims} {0}'),
    ('{{7*7}} ${7*7} <%= 7*7 %>', '{{7*7}} ${7*7} <%= 7*7 %>'),
    # terminals
    ('a\x1b[31mred', 'a«U+001B»[31mred'),
    ('a\x1b]0;title\x07', 'a«U+001B»]0;title«U+0007»'),
    ('a\x1b[2J\x1b[H', 'a«U+001B»[2J«U+001B»[H'),
    ('a\x1b]8;;x\x1b\\link', 'a«U+001B»]8;;x«U+001B»\\link'),
    ('a\u009b31m', 'a«U+009B»31m'),
    ('a\u0085b', 'a«U+0085»b'),
    ('a\x7f\x08b', 'a«U+007F»«U+0008»b'),
    ('a\x0eb\x0f', 'a«U+000E»b«U+000F»'),
    # bidi and what cannot be seen
    ('\u202egnp.exe', '«U+202E»gnp.exe'),
    ('a\u202db\u202c', 'a«U+202D»b«U+202C»'),
    ('a\u2066b\u2069', 'a«U+2066»b«U+2069»'),
    ('a\u2067b\u2068c', 'a«U+2067»b«U+2068»c'),
    ('a\u200eb\u200f', 'a«U+200E»b«U+200F»'),
    ('a\u061cb', 'a«U+061C»b'),
    ('a\u200bb\u200dc\ufeffd', 'a«U+200B»b«U+200D»c«U+FEFF»d'),
    ('a\u00adb', 'a«U+00AD»b'),
    ('a\u2028b\u2029c', 'a«U+2028»b«U+2029»c'),
    ('a\u3164b\u2800c', 'a«U+3164»b«U+2800»c'),
    ('a\U000e0041b', 'a«U+E0041»b'),
    ('a\ufff9b\ufffac', 'a«U+FFF9»b«U+FFFA»c'),
    ('a\ufffeb', 'a«U+FFFE»b'),
    # our own words
    ('✔ Legitimate — Miyaburi', '✔ Legitimate — Miyaburi'),
    ('見破り: 正規のメールです', '見破り: 正規のメールです'),
    ('«U+202E»', '«U+202E»'),
    # long
    ('x' * 1000000, None),
]


def entities(text):
    """HTML reads the numbers of C1 controls as Windows-1252, so that those are sent as they are."""
    return ''.join(c if 0x80 <= ord(c) < 0xa0 else '&#%d;' % ord(c) for c in text)


def mail(text):
    words = '\r\n '.join('=?utf-8?b?%s?=' % base64.b64encode(text[i:i + 10].encode()).decode() for i in range(0, min(len(text), 200000), 10))
    return ('From: a@a.example\r\nSubject: %s\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n'
            '--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<a href="https://a.example/">%s</a>\r\n'
            "--b\r\nContent-Type: application/octet-stream; name*=utf-8''%s\r\n\r\nx\r\n--b--\r\n"
            % (words, entities(text), urllib.parse.quote(text, safe=''))).encode()


def run(paths, *options):
    names = b'\0'.join(map(os.fsencode, paths))
    return subprocess.run([PROGRAM, '--offline', *options, '--files0-from', '-'], input=names, capture_output=True, env=ENV, timeout=100).stdout.decode('utf-8')


def cells(text):
    """The three places in the text report: from label or heading to the end of the line."""
    subject = re.search(r'^  Subject          (.*)$', text, re.M)
    link = re.search(r'^     shown as (.*)$', text, re.M)
    name = re.search(r'^Attachments\n  (.*?)  application/octet-stream  ', text, re.M)
    return [m.group(1) if m else None for m in (subject, link, name)]


def exactly(name, got, expected):
    return [] if got == expected else ['%s: %r, expected %r' % (name, got and got[:200], expected[:200])]


def sinks(raw, text, shown, in_terminal):
    report = json.loads(raw)
    problems = exactly('JSON subject', report['message']['subject'], shown)
    problems += exactly('JSON link', report['links'][0]['text'] if report['links'] else None, shown)
    problems += exactly('JSON attachment', report['attachments'][0]['name'], shown)
    written = '"subject":' + json.dumps(shown, ensure_ascii=False)
    problems += [] if written in raw else ['JSON bytes: no %s' % written[:200]]
    problems += [] if report['verdict'] != 'legitimate' else ['verdict of the JSON']
    for place, got in zip(('subject', 'link', 'attachment'), cells(text)):
        problems += exactly('text ' + place, got, in_terminal)
    return problems


def bounded(raw, text):
    """A megabyte in one place: cut, and said by an ellipsis."""
    shown = json.loads(raw)['message']['subject']
    problems = [] if shown == 'x' * 300 + '…' else ['subject of %d characters' % len(shown)]
    return problems + ([] if max(len(raw), len(text)) < 65536 else ['%d and %d bytes' % (len(raw), len(text))])


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, '%d.eml' % i) for i in range(len(PAYLOADS))]
        for path, (payload, *_) in zip(paths, PAYLOADS):
            with open(path, 'wb') as f:
                f.write(mail(payload))
        reports, texts = run(paths, '--json').split('\n')[:-1], run(paths).split('\n' + '─' * 40 + '\n\n')
    tap.case('one report a mail, whatever is in it', [] if len(reports) == len(texts) == len(PAYLOADS) else [len(reports), len(texts)])
    for (payload, shown, *terminal), raw, text in zip(PAYLOADS, reports, texts):
        problems = sinks(raw, text, shown, terminal[0] if terminal else shown) if shown is not None else bounded(raw, text)
        tap.case(ascii(payload[:60]), problems)
    tap.finish()


main()
