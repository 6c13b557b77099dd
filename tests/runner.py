"""What the suites over mails share: running the check tool without the user's own settings, paths into its JSON, TAP lines.
SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import os
import subprocess
import sys
import tempfile

EMPTY_HOME = tempfile.mkdtemp(prefix='miyaburi-test-')
ENV = {**os.environ, 'XDG_CONFIG_HOME': EMPTY_HOME, 'XDG_CACHE_HOME': EMPTY_HOME, 'XDG_DATA_HOME': EMPTY_HOME}


def check(program, mail, *options, timeout=60):
    """Runs the check tool on one mail: (exit status, standard output)."""
    run = subprocess.run([program, *options, mail], capture_output=True, env=ENV, timeout=timeout)
    if run.returncode < 0 or run.returncode == 3 or run.stderr:
        raise RuntimeError('status %d: %s' % (run.returncode, run.stderr.decode(errors='replace')[-2000:]))
    return run.returncode, run.stdout.decode('utf-8')


def report(program, mail, *options):
    """The report as Python values, and the exit status under '_status'."""
    status, text = check(program, mail, '--json', *options)
    return {**json.loads(text), '_status': status}


def at(value, path):
    """'hops.0.ip' in nested lists and objects; 'findings.*.id' gives a list. None when there is no such place."""
    for i, step in enumerate(path.split('.')):
        if step == '*':
            rest = '.'.join(path.split('.')[i + 1:])
            return [at(item, rest) if rest else item for item in value or []]
        if isinstance(value, list):
            value = value[int(step)] if step.lstrip('-').isdigit() and -len(value) <= int(step) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            return None
    return value


def words(value):
    """Every text and number below a JSON value, joined."""
    if isinstance(value, dict):
        return '\n'.join(words(v) for v in value.values())
    if isinstance(value, list):
        return '\n'.join(words(v) for v in value)
    return '' if value is None else str(value)


class Tap:
    """One line a case; the plan comes at the end. No case at all is a failure."""

    def __init__(self):
        self.n = self.bad = 0

    def case(self, name, problems):
        self.n += 1
        print('%s %d %s' % ('not ok' if problems else 'ok', self.n, name))
        for problem in problems:
            print('# ' + str(problem).replace('\n', '\n# '))
        self.bad += bool(problems)
        sys.stdout.flush()

    def finish(self):
        if not self.n:
            print('not ok 1 no case was found')
            self.n = self.bad = 1
        print('1..%d' % self.n)
        sys.exit(1 if self.bad else 0)
