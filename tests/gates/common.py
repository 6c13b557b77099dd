"""What the gates share: the tracked files of the source tree, and how a gate ends.
SPDX-License-Identifier: GPL-3.0-or-later"""
import os
import subprocess
import sys

ROOT = os.environ.get('MIYABURI_SOURCE') or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def tracked(*patterns):
    """Tracked and new files, relative to the root; without git (a release tree) every file but build folders."""
    git = subprocess.run(['git', 'ls-files', '-co', '--exclude-standard', '--', *patterns], cwd=ROOT, capture_output=True, text=True)
    if git.returncode == 0:
        return sorted(f for f in set(git.stdout.splitlines()) if os.path.isfile(os.path.join(ROOT, f)))
    found = []
    for folder, dirs, files in os.walk(ROOT):
        dirs[:] = [d for d in dirs if not d.startswith(('build', '.git'))]
        found += [os.path.relpath(os.path.join(folder, f), ROOT) for f in files]
    suffixes = tuple(p.lstrip('*') for p in patterns)
    return sorted(f for f in found if not suffixes or f.endswith(suffixes))


def read(name):
    with open(os.path.join(ROOT, name), encoding='utf-8', errors='replace') as f:
        return f.read()


def finish(problems, what):
    for problem in problems:
        print(problem)
    print('%s: %s' % (what, '%d problems' % len(problems) if problems else 'ok'))
    sys.exit(1 if problems else 0)
