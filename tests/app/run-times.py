#!/usr/bin/env python3
"""From exec to the first frame against an empty AdwApplicationWindow, in turns; and how long a mail of
26 MB holds up the main loop. usage: session SIZE run-times.py WATCH EMPTY-WINDOW
SPDX-License-Identifier: GPL-3.0-or-later"""
import base64
import os
import statistics
import subprocess
import sys
import tempfile
import time

WATCH, EMPTY = sys.argv[1:3]
PROGRAM = os.path.join(os.environ['MIYABURI_BUILD'], 'app', 'miyaburi')
ROUNDS, MAX_RATIO, MAX_STALL = 9, 1.8, 50
count = failed = 0


def ok(good, what):
    global count, failed
    count += 1
    failed += not good
    print('%sok %d - %s' % ('' if good else 'not ', count, what), flush=True)


def keep_settings():
    folder = os.path.join(os.environ['XDG_CONFIG_HOME'], 'miyaburi')
    os.makedirs(folder)
    with open(os.path.join(folder, 'settings.ini'), 'w') as f:
        f.write('[lookups]\nasked=true\nallow=\n')


def frame(program):
    start = time.clock_gettime(time.CLOCK_BOOTTIME)
    run = subprocess.run([program], env=dict(os.environ, LD_PRELOAD=WATCH, WATCH='frame', WATCH_START='%.6f' % start), stderr=subprocess.PIPE, text=True, timeout=60)
    return float(next(line.split()[1] for line in run.stderr.splitlines() if line.startswith('frame')))


def test_start():
    ours, empty = [], []
    for i in range(ROUNDS + 1):
        pair = frame(PROGRAM), frame(EMPTY)
        if i:  # the first fills the caches
            ours.append(pair[0])
            empty.append(pair[1])
    ratio = statistics.median(a / b for a, b in zip(ours, empty))
    ok(ratio <= MAX_RATIO, 'exec to first frame: %.0f ms, an empty window %.0f ms, ratio %.2f (at most %.1f)' % (statistics.median(ours), statistics.median(empty), ratio, MAX_RATIO))


def big_mail(path):
    """26 MB: a long text with thousands of links, and an attachment."""
    with open(path, 'wb') as f:
        f.write(b'Received: from a.example (a.example [203.0.113.9])\r\n\tby mx.victim.example with ESMTP; Tue, 14 Jul 2026 08:12:41 +0900\r\n'
                b'From: Info <info@a.example>\r\nTo: taro@victim.example\r\nSubject: big\r\nDate: Tue, 14 Jul 2026 08:12:38 +0900\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n'
                b'--b\r\nContent-Type: text/html\r\n\r\n')
        for i in range(20000):
            f.write(b'<p>line %d <a href="http://host%d.example/path">http://other%d.example/</a></p>\r\n' % (i, i, i))
        f.write(b'--b\r\nContent-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=x.zip\r\n\r\n')
        f.write(base64.encodebytes(os.urandom(1 << 20)) * 18)
        f.write(b'--b--\r\n')
    return os.path.getsize(path)


def stalls(path, keys):
    """[(ms, what was going on)] once the window stands; its start is measured above. Without the time in which other
    programs had the processor."""
    app = subprocess.Popen([PROGRAM], env=dict(os.environ, LD_PRELOAD=WATCH, WATCH='net'), stderr=subprocess.PIPE, text=True)
    time.sleep(4)
    marks = [(time.monotonic(), 'opening')]
    subprocess.run([PROGRAM, path], timeout=30)
    time.sleep(5)
    for k in keys:
        marks.append((time.monotonic(), k))
        subprocess.run(['xdotool', 'key', k])
        time.sleep(3)
    app.terminate()
    found = []
    for line in app.communicate()[1].splitlines():
        if line.startswith('stall'):
            ms, at = map(float, line.split()[1:])
            during = [what for when, what in marks if when <= at]
            if during:
                found.append((ms, during[-1]))
    return sorted(found, reverse=True)


def test_stall():
    """What any mail costs (drawing a page without a graphics card) is shown beside it."""
    with tempfile.TemporaryDirectory() as folder:
        big, small = os.path.join(folder, 'big.eml'), os.path.join(folder, 'small.eml')
        size = big_mail(big)
        with open(small, 'w') as f:
            f.write('From: Info <info@a.example>\nTo: taro@victim.example\nSubject: small\n\nx\n')
        long = os.path.join(folder, 'long.eml')
        with open(long, 'w') as f:  # words without a place to break
            f.writelines('Received: from %s (%s [203.0.113.9]) by mx%d.victim.example; Tue, 14 Jul 2026 08:12:41 +0900\n' % ('h' * 2000, 'r' * 2000, i) for i in range(20))
            f.write('From: Info <info@a.example>\nTo: taro@victim.example\nSubject: %s\nContent-Type: text/html\n\n' % ('s' * 5000))
            f.writelines('<p><a href="http://host%d.example/%s">x</a></p>\n' % (i, os.urandom(1000).hex()) for i in range(50))
        for path, what, limit in ((small, 'a small mail', MAX_STALL), (long, 'a mail of long words', MAX_STALL), (big, 'a mail of %.0f MB' % (size / 1e6), MAX_STALL)):
            found = None
            for attempt in range(3):  # other work on the machine is not the window's fault
                again = stalls(path, ('ctrl+u',))
                found = again if found is None or again[:1] < found[:1] else found
                if not found or found[0][0] <= limit:
                    break
            print('# %s: %s' % (what, found[:6]))
            ok(found is not None and (not found or found[0][0] <= limit), '%s holds up the main loop for %.0f ms (at most %d)' % (what, found[0][0] if found else 10, limit))


keep_settings()
test_start()
test_stall()
print('1..%d' % count)
sys.exit(1 if failed else 0)
