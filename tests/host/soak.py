#!/usr/bin/env python3
"""The host left open while its workers are killed at random moments: every check is answered, never with a better verdict,
and neither memory nor descriptors grow.
usage: soak.py HOST KILLS SECONDS [PAUSE]    TAP on stdout. First KILLS kills of workers in the middle of checks, then for SECONDS
a check every PAUSE (2) seconds.     SPDX-License-Identifier: GPL-3.0-or-later"""
import os
import pathlib
import random
import signal
import statistics
import sys
import tempfile
import threading
import time

from host import Host, run_cases

SOURCE = pathlib.Path(os.environ['MIYABURI_SOURCE'])
MAILS = sorted((SOURCE / 'tests/seed-cases').glob('*.eml'))[:40]
GROWTH = 1024  # KiB
WARNINGS = ('suspicious', 'hijacked', 'spoofed')
KINDS = {'miyaburi-worker', 'miyaburi-worker-full', 'miyaburi-picture-worker'}  # one check at a time: one of each stays ready
SANITIZED = 'ASAN_OPTIONS' in os.environ


def children(pid):
    found = []
    for task in pathlib.Path(f'/proc/{pid}/task').glob('*/children'):
        try:
            found += [int(p) for p in task.read_text().split()]
        except OSError:
            pass
    return found


def program(pid):
    with open(f'/proc/{pid}/cmdline', 'rb') as f:  # empty of a dead one
        return os.path.basename(f.read().split(b'\0')[0]).decode()


def alive(pid):
    try:
        return bool(program(pid))
    except (FileNotFoundError, ProcessLookupError):
        return False


def resident_kib(pid):
    with open(f'/proc/{pid}/status', encoding='ascii') as f:
        return next(int(line.split()[1]) for line in f if line.startswith('VmRSS'))


def descriptors(pid):
    return len(os.listdir(f'/proc/{pid}/fd'))


class Killer(threading.Thread):
    """Kills a worker of the host at random moments, short enough apart to hit one while it reads."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.kills, self.goes_on, self.random = pid, 0, True, random.Random(19)

    def run(self):
        while self.goes_on:
            time.sleep(self.random.uniform(0, 0.012))
            for pid in children(self.pid):
                try:
                    os.kill(pid, signal.SIGKILL)
                    self.kills += 1
                except ProcessLookupError:
                    pass


class Soak:
    def __init__(self, binary, home):
        self.host, self.n, self.seen = Host(binary, home), 0, {}
        self.mails = [p.read_bytes() for p in MAILS]

    def check(self, killed=False):
        """One mail: its verdict is the one it always has, or, while workers die, an error or what the headers alone warn of."""
        self.n += 1
        which = self.n % len(self.mails)
        started = time.monotonic()
        self.host.check(self.n, self.mails[which])
        answer = self.host.report(self.n, 30)
        assert answer['id'] == self.n and answer['type'] == 'report', str(answer)[:200]
        verdict = answer['report']['verdict']
        if not killed:
            assert verdict == self.seen.setdefault(which, verdict), f'{MAILS[which].name}: {verdict}, was {self.seen[which]}'
        assert verdict in (self.seen[which], 'error', *WARNINGS) if killed else verdict != 'error', f'{MAILS[which].name}: {verdict}'
        return time.monotonic() - started, verdict

    def kills(self, wanted):
        for _ in self.mails:
            self.check()
        killer, errors, slowest, checks = Killer(self.host.process.pid), 0, 0, 0
        killer.start()
        try:
            while killer.kills < wanted:
                seconds, verdict = self.check(killed=True)
                errors, slowest, checks = errors + (verdict == 'error'), max(slowest, seconds), checks + 1
        finally:
            killer.goes_on = False
            killer.join()
        for _ in self.mails:
            self.check()
        time.sleep(0.3)
        left = [program(p) for p in children(self.host.process.pid)]
        assert len(left) == len(set(left)) and set(left) <= KINDS, f'workers left: {left}'
        return f'{killer.kills} kills, {checks} checks, all answered, {errors} as an error, the slowest after {slowest:.2f} s'

    def end(self):
        """No worker outlives the host."""
        self.check()
        workers = children(self.host.process.pid)
        assert workers, 'no worker to look at'
        assert self.host.close() == 0
        end = time.monotonic() + 5
        while (left := [p for p in workers if alive(p)]) and time.monotonic() < end:
            time.sleep(0.05)
        assert not left, f'workers outlive the host: {left}'

    def idle(self):
        """All workers die while none has a mail: the next mail gets a new one, however many are dead."""
        most = 0
        for _ in range(3):
            for _ in self.mails:
                self.check()
            workers = children(self.host.process.pid)
            most = max(most, len(workers))
            for pid in workers:
                os.kill(pid, signal.SIGKILL)
            time.sleep(0.3)
            self.check()
        assert most >= 2, 'never more than one worker'

    def flat(self, seconds, pause):
        """Measured from the point where every mail was seen twice: caches and pools are filled then."""
        pid, times = self.host.process.pid, []
        for _ in range(2 * len(self.mails)):
            self.check()
        rss, fds, end = [resident_kib(pid)], [descriptors(pid)], time.monotonic() + seconds
        while time.monotonic() < end:
            times.append(self.check()[0])
            time.sleep(pause)
            rss.append(resident_kib(pid))
            fds.append(descriptors(pid))
        told = (f'{len(times)} checks, median {statistics.median(times) * 1e3:.0f} ms, longest {max(times) * 1e3:.0f} ms; host {rss[0]} KiB at first, '
                f'{rss[-1]} at last, {max(rss)} at most; {fds[0]} descriptors at first, {fds[-1]} at last')
        assert SANITIZED or rss[-1] - rss[0] <= GROWTH, told
        assert fds[-1] == fds[0], told
        return told


def main(binary, kills, seconds, pause='2'):
    with tempfile.TemporaryDirectory() as home:
        soak = Soak(binary, home)
        status = run_cases([(f'{kills} kills of workers', lambda: soak.kills(int(kills))),
                            ('all die idle', soak.idle),
                            (f'open for {seconds} s', lambda: soak.flat(float(seconds), float(pause))),
                            ('it ends at once', soak.end)])
    return status


sys.exit(main(*sys.argv[1:]))
