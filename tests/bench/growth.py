#!/usr/bin/env python3
"""1,000, 10,000 and 100,000 mails in one mbox: time stays linear, memory grows by a small record a mail, no mail fails.
usage: growth.py FOLDER CHECK-PROGRAM     SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import os
import sys

from measure import run, tell

COUNTS = (1000, 10000, 100000)


def write(path, count):
    with open(path, 'w', encoding='utf-8') as f:
        for n in range(count):
            f.write('From - Tue Mar  3 03:00:00 2020\nReceived: from a.example.com (a.example.com [198.51.100.%d]) by mx.example.net; '
                    'Tue, 3 Mar 2020 03:%02d:%02d +0000\nFrom: <s%d@a.example.com>\nTo: <me@example.net>\nSubject: lunch %d\n'
                    'Message-ID: <m%d@a.example.com>\n\n%s\n\n' % (n % 250, n // 60 % 60, n % 60, n, n, n, 'hello ' * 100))


def measure(folder, program, count):
    path, result = os.path.join(folder, 'growth.mbox'), os.path.join(folder, 'growth.json')
    write(path, count)
    command = '%s --offline --exit-zero --summary --json %s' % (program, path)
    with open(result, 'wb') as out:
        cost = run(command, out=out)
    with open(result, encoding='utf-8') as f:
        got = json.load(f)
    os.remove(path)
    lost = count - got['mails'] + got['verdicts']['error']
    return cost, lost


def main(folder, program):
    good, costs = True, []
    for count in COUNTS:
        cost, lost = measure(folder, program, count)
        good &= tell('%d mails, failures' % count, lost, 0, more='%.0f µs CPU a mail, %.1f s, %.1f MiB'
                     % (cost.cpu / count * 1e6, cost.wall, cost.memory / 2 ** 20))
        if costs:
            fewer, before = COUNTS[len(costs) - 1], costs[-1]
            good &= tell('CPU a mail, %d against %d mails' % (count, fewer), cost.cpu / count / (before.cpu / fewer), 1.1)
        costs.append(cost)
    grown = costs[-1].memory - costs[0].memory - 2 * 2 ** 20
    good &= tell('bytes a mail beyond 2 MiB, from %d to %d mails' % (COUNTS[0], COUNTS[-1]), max(grown, 0) / (COUNTS[-1] - COUNTS[0]), 128)
    return 0 if good else 1


sys.exit(main(*sys.argv[1:]))
