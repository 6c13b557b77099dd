"""What a command cost: CPU of it and of everything it started, time, and memory of its largest process; and one line a
figure with its limit. SPDX-License-Identifier: GPL-3.0-or-later"""
import collections
import ctypes
import os
import resource
import shlex
import subprocess
import sys
import time

Cost = collections.namedtuple('Cost', 'cpu wall memory')  # seconds, seconds, bytes
PR_SET_CHILD_SUBREAPER = 36

# Helpers that outlive their program become ours, so that their time is counted as its time.
if ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
    sys.exit('cannot wait for helpers that outlive their program')


def collect(pid):
    """Waits for pid and all orphans: (status of pid, CPU seconds, bytes of the largest process)"""
    status, cpu, memory = None, 0, 0
    try:
        while True:
            ended, code, used = os.wait4(-1, 0)
            status = os.waitstatus_to_exitcode(code) if ended == pid else status
            cpu += used.ru_utime + used.ru_stime
            memory = max(memory, used.ru_maxrss * 1024)
    except ChildProcessError:
        return status, cpu, memory


def run(command, names=None, cpus=None, out=subprocess.DEVNULL):
    """names: file for standard input. cpus: the only ones to run on. A program that fails ends all."""
    pin = (lambda: os.sched_setaffinity(0, cpus)) if cpus else None
    with open(names or os.devnull, 'rb') as stdin:
        begin = time.monotonic()
        process = subprocess.Popen(shlex.split(command), stdin=stdin, stdout=out, preexec_fn=pin)
        status, cpu, memory = collect(process.pid)
    wall = time.monotonic() - begin
    process.returncode = status
    if status not in (0, 1, 2):
        sys.exit('%s ended with %s' % (command, status))
    return Cost(cpu, wall, memory)


def tell(title, value, limit=None, least=False, more=''):
    """Prints the figure; FALSE when it misses its limit (least: when it is below it)."""
    good = limit is None or (value >= limit if least else value <= limit)
    verdict = '' if limit is None else '  [%s: %s %g]' % ('OK' if good else 'MISSED', 'at least' if least else 'limit', limit)
    print('%s: %.2f%s%s' % (title, value, verdict, ' — ' + more if more else ''), flush=True)
    return good
