#!/usr/bin/env python3
"""How much faster the same batch is on two processors than on one, by the clock, in turn; the best of each counts, since
whatever else the machine does can only add. usage: workers.py NAMES 'COMMAND' SPDX-License-Identifier: GPL-3.0-or-later"""
import os
import sys

from measure import run, tell

names, command = sys.argv[1:]
cpus = sorted(os.sched_getaffinity(0))[:2]
if len(cpus) < 2:
    sys.exit('two workers against one: NOT MEASURED, there is one processor only')
pairs = [(run(command, names, cpus[:1]).wall, run(command, names, cpus).wall) for _ in range(7)]
one, two = (min(pair[i] for pair in pairs) for i in (0, 1))
sys.exit(not tell('two workers against one, by the clock', one / two, 1.8, least=True, more='%.2f s against %.2f s' % (one, two)))
