#!/usr/bin/env python3
"""Malformed and hostile frames against the real host: 45 classes, seeded, 10,000 in all.
Each must be answered, or the connection closed, within 2 s; the host must not die by a signal nor grow past 64 MiB.
usage: frames.py HOST [COUNT]      SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import os
import random
import struct
import subprocess
import sys
import tempfile

from host import ADDON, Host, run_cases

def frame(text):
    return struct.pack('=I', len(text)) + text


def request(**fields):
    return frame(json.dumps(fields).encode())


def random_json(r, depth=0):
    kind = r.randrange(8 if depth < 6 else 5)
    return [None, r.random() < .5, r.randrange(-2**62, 2**62), r.random() * 10**r.randrange(300), ''.join(chr(r.randrange(1, 0xd7ff)) for _ in range(r.randrange(20))),
            [], {}, {}][kind] if kind < 5 else ([random_json(r, depth + 1) for _ in range(r.randrange(4))] if kind == 5 else
                                                {str(r.randrange(99)): random_json(r, depth + 1) for _ in range(r.randrange(4))})


def chunk(**fields):
    return request(**{'id': 3, 'type': 'mail-chunk', 'mail': 'x', 'seq': 0, 'data': '', **fields})


def begin(**fields):
    return request(**{'id': 2, 'type': 'mail-begin', 'mail': 'x', 'size': 10, **fields})


def check(**fields):
    return request(**{'id': 4, 'type': 'check', 'mail': 'x', 'sha256': '0' * 64, **fields})


# name → (bytes from a seeded generator, whether the host must close instead of answering)
CLASSES = {
    'length 0': lambda r: (frame(b''), False),
    'length 4 GiB': lambda r: (b'\xff\xff\xff\xff', True),
    'length over 1 MiB': lambda r: (struct.pack('=I', (1 << 20) + 1 + r.randrange(1 << 20)), True),
    'length 2 GiB': lambda r: (struct.pack('=I', 1 << 31), True),
    'exactly 1 MiB of blanks': lambda r: (frame(b' ' * (1 << 20)), False),
    'not JSON': lambda r: (frame(bytes(r.randrange(256) for _ in range(r.randrange(1, 300)))), False),
    'not UTF-8': lambda r: (frame(b'{"id":1,"type":"\xff\xfe"}'), False),
    'BOM': lambda r: (frame(b'\xef\xbb\xbf{"id":1,"type":"hello"}'), False),
    'UTF-16': lambda r: (frame('{"id":1}'.encode('utf-16')), False),
    'NUL inside': lambda r: (frame(b'{"id":1,"type":"he\0llo"}'), False),
    'escaped NUL': lambda r: (frame(b'{"id":1,"type":"he\\u0000llo"}'), False),
    'lone surrogate': lambda r: (frame(b'{"id":1,"type":"\\ud800"}'), False),
    'duplicate keys': lambda r: (frame(b'{"id":1,"id":2,"type":"hello"}'), False),
    'deep arrays': lambda r: (frame(b'[' * r.randrange(2000, 500000)), False),
    'deep objects': lambda r: (frame(b'{"a":' * r.randrange(2000, 100000)), False),
    'many objects': lambda r: (frame(b'[' + b','.join([b'{}'] * 200000) + b']'), False),
    'huge number': lambda r: (frame(b'{"id":' + b'9' * r.randrange(20, 900000) + b'}'), False),
    'huge exponent': lambda r: (frame(b'{"id":1e999}'), False),
    'negative id': lambda r: (request(id=-r.randrange(1, 2**60), type='hello', protocol=1), False),
    'fractional id': lambda r: (request(id=1.5, type='hello'), False),
    'text id': lambda r: (request(id='1', type='hello'), False),
    'no id': lambda r: (request(type='hello'), False),
    'no type': lambda r: (request(id=1), False),
    'type of another type': lambda r: (frame(json.dumps({'id': 1, 'type': random_json(r)}).encode()), False),
    'unknown type': lambda r: (request(id=1, type=''.join(chr(r.randrange(32, 127)) for _ in range(r.randrange(40)))), False),
    'any JSON': lambda r: (frame(json.dumps(random_json(r)).encode()), False),
    'wrong protocol': lambda r: (request(id=1, type='hello', protocol=r.randrange(2, 2**50)), False),
    'size negative': lambda r: (begin(size=-r.randrange(1, 2**60)), False),
    'size too large': lambda r: (begin(size=(50 << 20) + 1 + r.randrange(2**60)), False),
    'size of another type': lambda r: (begin(size=[random_json(r)]), False),
    'name too long': lambda r: (begin(mail='n' * r.randrange(65, 9000)), False),
    'piece of no mail': lambda r: (chunk(mail=str(r.randrange(99))), False),
    'piece out of order': lambda r: (begin(mail=f'o{r.random()}', size=10) + chunk(mail='none', seq=r.randrange(1, 99)), False),
    'piece not base64': lambda r: (chunk(data='!' * r.randrange(1, 99)), False),
    'check of no mail': lambda r: (check(mail=f'c{r.randrange(999)}'), False),
    'check with wrong options': lambda r: (check(own_addresses=random_json(r), contacts=random_json(r)), False),
    'check with long lists': lambda r: (check(own_addresses=['a'] * 5000), False),
    'cancel of nothing': lambda r: (request(id=5, type='cancel', check=r.randrange(-5, 99999)), False),
    'app for no mail': lambda r: (request(id=8, type='open-app', mail=random_json(r), sha256=random_json(r), program='/bin/sh'), False),
    'page of nothing': lambda r: (request(id=6, type='report-page', check=1, page=r.randrange(-9, 9)), False),
    'draft of nothing': lambda r: (request(id=9, type='draft', check=random_json(r), whom=random_json(r), locale=random_json(r)), False),
    'batch of another type': lambda r: (request(id=9, type=r.choice(('batch-begin', 'batch-failed', 'batch-summary', 'batch-end')), batch=random_json(r), name=random_json(r),
                                                page=random_json(r), own_addresses=random_json(r)), False),
    'batch without a name, or too long': lambda r: (request(id=9, type='batch-begin', batch='b' * r.choice((0, r.randrange(65, 9000)))), False),
    'check in no batch': lambda r: (check(batch=f'b{r.randrange(99)}', name='n' * r.randrange(200)), False),
    'settings of another type': lambda r: (request(id=7, type='settings-set', settings=[random_json(r)]), False),
}


def ended_by_signal(status):
    return status is not None and status < 0


def run_class(name, make, binary, home, count, seed):
    r = random.Random(f'{seed}:{name}')
    host, worst = Host(binary, home), 0
    for _ in range(count):
        data, closes = make(r)
        host.write(data)
        answer = host.frame()
        assert not closes or answer is None, f'{name}: answered {answer}'
        worst = max(worst, host.rss_kib()) if host.process.poll() is None else worst
        if answer is None:
            assert closes, f'{name}: closed'
            assert not ended_by_signal(host.process.wait(2)), f'{name}: died'
            host = Host(binary, home)
    assert not ended_by_signal(host.close()), f'{name}: died'
    return worst


def whole_check(binary, home):
    """A well-formed conversation on the same binary, so that a host which refuses everything fails here."""
    host = Host(binary, home)
    assert host.ask(id=1, type='hello', protocol=1, locale='ja')['locale'] == 'ja'
    host.check(4, b'From: Taro <taro@example.jp>\r\nSubject: hello\r\n\r\nhello\r\n', locale='ja')
    report = host.report(4)
    assert report['report']['verdict'] == 'unknown', report
    assert host.close() == 0


def refuses_strangers(binary):
    for args in [[], ['/x/miyaburi.json', 'other@example.org'], ['miyaburi.json', ADDON], ['/x/other.json', ADDON]]:
        done = subprocess.run([binary, *args], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=10)
        assert done.returncode == 3 and done.stdout == b'', args


def within_limits(worst):
    assert worst < 64 * 1024 or 'ASAN_OPTIONS' in os.environ, f'{worst} KiB'
    return f'{worst} KiB' if worst else None


def main():
    binary, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    with tempfile.TemporaryDirectory() as home:
        cases = [('strangers refused', lambda: refuses_strangers(binary)), ('a whole check', lambda: whole_check(binary, home))]
        cases += [(name, lambda n=name, m=make: within_limits(run_class(n, m, binary, home, count // len(CLASSES), 20211014)))
                  for name, make in CLASSES.items()]
        return run_cases(cases)


sys.exit(main())
