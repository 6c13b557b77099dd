#!/usr/bin/env python3
"""CPU time of two programs run in turn (A B A B …), and their ratio: what else the machine does hits both alike.
usage: alternate.py [--limit RATIO] [--repeat N] [--names FILE] [--mails N] [--memory MIB] TITLE 'YARDSTICK COMMAND' 'OUR COMMAND'
--names FILE is given to both as standard input; --repeat N runs each command N times a round (for short ones); --memory
is the limit of our largest process. Ends with 1 when a limit is missed. SPDX-License-Identifier: GPL-3.0-or-later"""
import argparse
import statistics
import sys

from measure import run, tell

ROUNDS = 7


def main():
    p = argparse.ArgumentParser()
    p.add_argument('--repeat', type=int, default=1)
    p.add_argument('--limit', type=float)
    p.add_argument('--memory', type=float)
    p.add_argument('--mails', type=int, default=0)
    p.add_argument('--names')
    p.add_argument('title')
    p.add_argument('commands', nargs=2)
    a = p.parse_args()
    cost = lambda command: [run(command, a.names) for _ in range(a.repeat)]
    cpu = lambda costs: sum(c.cpu for c in costs) / a.repeat
    for command in a.commands:
        cost(command)  # warm
    rows = [[cost(command) for command in a.commands] for _ in range(ROUNDS)]
    ratio = statistics.median(cpu(ours) / cpu(yard) for yard, ours in rows)
    bare, ours = (statistics.median(cpu(row[i]) for row in rows) * 1e3 for i in (0, 1))
    mails = a.mails or (open(a.names, 'rb').read().count(b'\0') if a.names else 0)
    each = ', %.0f µs against %.0f µs a mail' % (ours / mails * 1e3, bare / mails * 1e3) if mails else ''
    good = tell(a.title, ratio, a.limit, more='%.1f ms against %.1f ms CPU%s' % (ours, bare, each))
    if a.memory:
        good &= tell(a.title + ', MiB', max(c.memory for _, ours in rows for c in ours) / 2 ** 20, a.memory)
    sys.exit(0 if good else 1)


main()
