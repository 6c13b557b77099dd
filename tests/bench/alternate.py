#!/usr/bin/env python3
"""CPU time of two programs run in turn (A B A B …), and their ratio: what else the machine does hits both alike.
usage: alternate.py [--rounds N] [--limit RATIO] [--repeat N] [--names FILE] TITLE 'YARDSTICK COMMAND' 'OUR COMMAND'
--names FILE is given to both as standard input; --repeat N runs each command N times a round (for short ones).
Ends with 1 when the median of the paired ratios is above the limit. SPDX-License-Identifier: GPL-3.0-or-later"""
import argparse
import ctypes
import os
import resource
import shlex
import statistics
import subprocess
import sys


PR_SET_CHILD_SUBREAPER = 36


def wait_for_orphans():
    """A program may leave helpers behind that end a moment later: their time is its time."""
    try:
        while True:
            os.wait()
    except ChildProcessError:
        pass


def cpu(command, names, repeat):
    """User and system seconds of the command and everything it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(repeat):
        with open(names or os.devnull, 'rb') as stdin:
            status = subprocess.run(shlex.split(command), stdin=stdin, stdout=subprocess.DEVNULL).returncode
        wait_for_orphans()
        if status not in (0, 1, 2):
            sys.exit('%s ended with %d' % (command, status))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) / repeat


def main():
    p = argparse.ArgumentParser()
    p.add_argument('--rounds', type=int, default=7)
    p.add_argument('--repeat', type=int, default=1)
    p.add_argument('--limit', type=float)
    p.add_argument('--names')
    p.add_argument('title')
    p.add_argument('commands', nargs=2)
    a = p.parse_args()
    if ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        sys.exit('cannot wait for helpers that outlive their program')
    for command in a.commands:
        cpu(command, a.names, a.repeat)  # warm
    rows = [[cpu(command, a.names, a.repeat) for command in a.commands] for _ in range(max(7, a.rounds))]
    ratio = statistics.median(ours / yard for yard, ours in rows)
    bare, ours = (statistics.median(row[i] for row in rows) * 1e3 for i in (0, 1))
    verdict = '' if a.limit is None else (' (limit %.2f)' % a.limit if ratio <= a.limit else ' ABOVE THE LIMIT %.2f' % a.limit)
    mails = open(a.names, 'rb').read().count(b'\0') if a.names else 0
    each = ', %.0f µs against %.0f µs a mail' % (ours / mails * 1e3, bare / mails * 1e3) if mails else ''
    print('%s: ratio %.2f%s — %.1f ms against %.1f ms CPU%s, %d rounds' % (a.title, ratio, verdict, ours, bare, each, len(rows)))
    sys.exit(1 if a.limit is not None and ratio > a.limit else 0)


main()
