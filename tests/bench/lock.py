#!/usr/bin/env python3
"""What the lock costs: every mail is judged here and in a locked worker, in turn (tests/worker/same.c), and the start of a
worker stands apart. usage: lock.py WORKER-SAME NAMES     SPDX-License-Identifier: GPL-3.0-or-later"""
import re
import statistics
import subprocess
import sys

from measure import tell

program, names = sys.argv[1:]
with open(names, 'rb') as f:
    lines = f.read().replace(b'\0', b'\n')
rows = []
for _ in range(5):
    got = subprocess.run([program], input=lines, capture_output=True)
    text = got.stdout.decode()
    if got.returncode:
        sys.exit('reports differ in and out of the lock:\n' + text)
    rows.append([float(n) for n in re.findall(r'[ (](?:CPU )?(\d+\.\d+)', text)])
start, start_cpu, here, here_cpu, locked, locked_cpu = (statistics.median(column) for column in zip(*rows))
print('start of a worker: %.1f ms, %.1f ms of it CPU' % (start, start_cpu))
good = tell('batch, CPU with the lock against without', statistics.median(row[5] / row[3] for row in rows), 1.1,
            more='%.0f µs against %.0f µs a mail' % (locked_cpu * 1e3, here_cpu * 1e3))
good &= tell('from click to badge, ms longer with the lock', locked - here, 20)
sys.exit(0 if good else 1)
