#!/usr/bin/env python3
"""QR codes made here (qrencode, ImageMagick) and put into mails: their links are judged like any other, and a picture
built to do harm costs nothing but its own codes.
usage: run.py MIYABURI-CHECK      TAP on stdout.      SPDX-License-Identifier: GPL-3.0-or-later"""
import base64
import os
import resource
import struct
import subprocess
import sys
import tempfile
import zlib

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from runner import ENV, Tap, check, report  # noqa: E402

FOLDER = tempfile.mkdtemp(prefix='miyaburi-qr-')
HEADER = ('Received: from a.example (a.example [203.0.113.9]) by mx.office.example.jp with ESMTP id 1;\n'
          ' Tue, 1 Jul 2025 10:00:00 +0900\nFrom: A <a@a.example>\nTo: b@office.example.jp\nSubject: x\n'
          'Date: Tue, 1 Jul 2025 10:00:00 +0900\nMessage-ID: <1@a.example>\nMIME-Version: 1.0\n')
OPTIONS = ['--offline', '--now', '2025-07-01T02:00:00Z']


def run(*command):
    return subprocess.run(command, check=True, capture_output=True).stdout


def code(text, size=4, margin=4):
    return run('qrencode', '-s', str(size), '-m', str(margin), '-o', '-', text)


def convert(png, *options, to='png'):
    return subprocess.run(['convert', 'png:-', *options, to + ':-'], input=png, check=True, capture_output=True).stdout


def part(data, kind='png', encoding='base64'):
    body = base64.encodebytes(data) if encoding == 'base64' else data
    head = 'Content-Type: image/%s; name=a.%s\nContent-Transfer-Encoding: %s\n\n' % (kind, kind, encoding)
    return head.encode() + body


def mail(*parts, before=b''):
    text = b'Content-Type: text/plain\n\nScan this.\n'
    pieces = b''.join(b'--b\n' + p + b'\n' for p in (text, *parts))
    return before + (HEADER + 'Content-Type: multipart/mixed; boundary=b\n\n').encode() + pieces + b'--b--\n'


def spent():
    """Seconds of the processor, not of the clock: others may be at work beside. What ended workers used is in it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def judge(program, data, *options):
    path = os.path.join(FOLDER, 'm.eml')
    with open(path, 'wb') as f:
        f.write(data)
    start = spent()
    got = report(program, path, *(options or OPTIONS))
    got['_seconds'] = spent() - start
    return got


def links(got):
    return [link['host'] for link in got['links'] if link['place'] == 'qr']


def is_named(got):
    return 'skip.pictures' in [n['id'] for n in got['not_checked']]


def found(program, data, hosts, named=False, *options):
    got = judge(program, data, *options)
    problems = [] if links(got) == hosts else ['links are %s, wanted %s' % (links(got), hosts)]
    if ('link.qr-code' in [f['id'] for f in got['findings']]) != bool(hosts):
        problems.append('the finding is not as the links are')
    if is_named(got) != named:
        problems.append('pictures not read: named %s, wanted %s' % (is_named(got), named))
    return problems


def good(program, tap):
    png = code('https://qr.example/login')
    jpeg = convert(png, '-quality', '70', to='jpeg')
    small = code('https://qr.example/', 1, 0)
    cases = {
        'PNG': part(png),
        'JPEG': part(jpeg, 'jpeg'),
        'progressive JPEG': part(convert(png, '-interlace', 'JPEG', to='jpeg'), 'jpeg'),
        'one point a module, no margin': part(small),
        'interlaced, with colour': part(convert(png, '-interlace', 'PNG', '-fill', 'navy', '-opaque', 'black')),
        'on a transparent ground': part(convert(png, '-transparent', 'white')),
        'white on black': part(convert(png, '-negate')),
        'turned': part(convert(png, '-background', 'white', '-rotate', '20')),
        'in a photograph': part(convert(png, '-background', 'grey', '-gravity', 'center', '-extent', '1400x900', to='jpeg'), 'jpeg'),
        'in capitals': part(code('HTTPS://QR.EXAMPLE/LOGIN')),
        'within Japanese text': part(code('こちらから https://qr.example/ログイン')),
        'declared as another kind': part(png, 'gif'),
        'without transfer encoding': part(png, 'png', 'binary') if b'\n--b' not in png else part(png),
    }
    for name, one in cases.items():
        tap.case('found: ' + name, found(program, mail(one), ['qr.example']))
    tap.case('found: in an mbox', found(program, mail(part(png), before=b'From a@a.example Tue Jul  1 10:00:00 2025\n'), ['qr.example']))
    page = b'Content-Type: text/html\n\n<p>Scan<img src="data:image/png;base64,' + base64.b64encode(png) + b'">'
    tap.case('found: written into the page', found(program, mail(page), ['qr.example']))
    other = page.replace(b'data:image/png;base64,', b'Data:image/PNG;' + b'x=' + b'y' * 90 + b';Base64,')
    tap.case('found: written in another case, behind a parameter', found(program, mail(other), ['qr.example']))
    plain = judge(program, mail(page.replace(b';base64,', b',%89PNG')))
    tap.case('in another spelling than base64: named as not read', [] if is_named(plain) else [plain['not_checked']])
    tap.case('nothing in the code but words', found(program, mail(part(code('just words'))), []))
    tap.case('no code', found(program, mail(part(convert(png, '-fill', 'white', '-colorize', '100'))), []))
    two = mail(part(png), part(code('https://other.example/')), part(png))
    tap.case('two of them, each once', found(program, two, ['qr.example', 'other.example']))


def judged(program, tap):
    """The link checks see them: the brand's name and a code that leads elsewhere."""
    body = b'Content-Type: text/plain; charset=utf-8\n\n' + 'Amazonアカウントを確認してください。\n'.encode()
    verdicts = [judge(program, mail(body, *more).replace(b'From: A <', b'From: Amazon <'))['verdict']
                for more in ([], [part(code('https://login.elsewhere.example/'))])]
    tap.case('judged like any link', [] if verdicts == ['suspicious', 'spoofed'] else [verdicts])
    ip = judge(program, mail(part(code('http://198.51.100.7/x'))))
    tap.case('an address in numbers', [] if 'link.ip-address' in [f['id'] for f in ip['findings']] else ['not found'])
    text = check(program, os.path.join(FOLDER, 'm.eml'), '--locale', 'ja', *OPTIONS)[1]
    tap.case('said in Japanese', [] if 'QRコード' in text else [text])
    inner = b'Content-Type: message/rfc822\n\n' + mail(part(code('https://qr.example/'))).replace(b'--b', b'--c').replace(b'boundary=b', b'boundary=c')
    tap.case('an attached mail keeps its own codes', found(program, mail(inner), []))


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def png_of(width, height, *chunks):
    head = chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 0, 0, 0, 0))
    return b'\x89PNG\r\n\x1a\n' + head + b''.join(chunks) + chunk(b'IEND', b'')


def scans_of(jpeg):
    """A progressive JPEG of 8 MB that asks for its last scan again and again."""
    at = jpeg.rindex(b'\xff\xda')
    return jpeg[:at] + jpeg[at:-2] * ((8 << 20) // len(jpeg[at:-2])) + b'\xff\xd9'


def hostile_pictures():
    png = code('https://qr.example/login', 8)
    jpeg = convert(png, '-quality', '70', to='jpeg')
    large = convert(png, '-resize', '3000x3000!', '-interlace', 'JPEG', to='jpeg')
    size = jpeg.index(b'\xff\xc0') + 5
    zeros = zlib.compress(bytes(4100 * 4101), 9)
    return {
        'PNG cut': (png[:len(png) // 2], 'png'),
        'PNG of 4 G × 4 G points': (png_of(0x7fffffff, 0x7fffffff, chunk(b'IDAT', zeros)), 'png'),
        'PNG of no points': (png_of(0, 5, chunk(b'IDAT', zeros)), 'png'),
        'PNG of 16.8 M points': (png_of(4100, 4100, chunk(b'IDAT', zeros)), 'png'),
        'PNG with a text of 64 MiB': (png_of(9, 9, chunk(b'zTXt', b'a\0\0' + zlib.compress(bytes(64 << 20), 9)),
                                            chunk(b'IDAT', b'x')), 'png'),
        'PNG of one broken chunk': (png_of(9, 9, b'\xff\xff\xff\xffIDAT' + bytes(99)), 'png'),
        'JPEG of 4 G points': (jpeg[:size] + b'\xff\xfe\xff\xfe' + jpeg[size + 4:], 'jpeg'),
        'JPEG of some hundred scans': (scans_of(large), 'jpeg'),
        'JPEG that is none': (b'\xff\xd8\xff\xe0' + bytes(range(256)) * 40, 'jpeg'),
        'GIF': (b'GIF89a' + bytes(300), 'gif'),
        'nothing but noise': (bytes((i * 7919 >> 3) & 255 for i in range(5000)), 'png'),
    }


def hostile(program, tap):
    after = part(code('https://qr.example/'))
    for name, (data, kind) in hostile_pictures().items():
        got = judge(program, mail(part(data, kind), after))
        problems = [] if is_named(got) else ['not named']
        problems += [] if links(got) == ['qr.example'] else ['the next picture was not read: %s' % links(got)]
        problems += [] if got['verdict'] != 'error' else ['the mail could not be judged']
        problems += [] if got['_seconds'] < 4 else ['%.1f s' % got['_seconds']]
        tap.case('hostile: ' + name, problems)
    cut = convert(code('https://qr.example/login', 8), '-quality', '70', to='jpeg')
    tap.case('hostile: JPEG cut', [] if judge(program, mail(part(cut[:len(cut) // 2], 'jpeg')))['verdict'] != 'error' else ['error'])
    white = part(convert(code('x'), '-resize', '4000x4000!'))
    got = judge(program, mail(*[white] * 6))
    tap.case('six of 16 M points: in time', [] if got['_seconds'] < 4.5 and got['verdict'] != 'error' else ['%.1f s' % got['_seconds']])
    many = mail(*(part(code('https://n%d.example/' % i)) for i in range(20)))
    tap.case('twenty pictures: sixteen read, the rest named', found(program, many, ['n%d.example' % i for i in range(16)], True))


def started(program, data):
    """The programs a run starts, by system-call log."""
    path, log = os.path.join(FOLDER, 's.eml'), os.path.join(FOLDER, 'log')
    with open(path, 'wb') as f:
        f.write(data)
    subprocess.run(['strace', '-f', '-qq', '-e', 'trace=execve', '-o', log, program, '--json', *OPTIONS, path], env=ENV,
                   stdout=subprocess.DEVNULL, check=True, timeout=60)
    with open(log) as f:
        return f.read()


def on_demand(program, tap):
    without, with_one = started(program, mail()), started(program, mail(part(code('x'))))
    problems = [] if 'miyaburi-picture-worker' in with_one else ['not started for a picture']
    problems += ['started for a mail without pictures'] if 'picture-worker' in without else []
    tap.case('only a picture starts the picture worker', problems)


def main():
    tap = Tap()
    for group in (good, judged, hostile, on_demand):
        group(sys.argv[1], tap)
    tap.finish()


main()
