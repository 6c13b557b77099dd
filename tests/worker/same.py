#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports from inside the lock are those from outside of it.
usage: same.py SAME      TAP on stdout. The mails of the source tree always; those of the folder MIYABURI_CORPUS when
it is set."""
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile


def in_tree(source):
    return sorted(p for pattern in ("tests/mails/*/mail.eml", "tests/fuzz/seeds/message/*", "tests/seed-cases/**/*.eml",
                                    "tests/**/*.eml") for p in source.glob(pattern))


def unpacked(archive, folder):
    with tarfile.open(archive) as tar:
        tar.extractall(folder)
    return sorted(p for p in pathlib.Path(folder).rglob("*") if p.is_file())


def compare(program, name, paths):
    if not paths:
        print(f"not ok - {name}: no mail")
        return 1
    done = subprocess.run([program], input="".join(f"{p}\n" for p in paths), text=True, stdout=subprocess.PIPE, check=False)
    print(done.stdout, end="")
    print(f"{'ok' if done.returncode == 0 else 'not ok'} - {name}", flush=True)
    return done.returncode != 0


def main(program):
    failed, n = compare(program, "mails of the source tree", in_tree(pathlib.Path(os.environ["MIYABURI_SOURCE"]))), 1
    corpus = os.environ.get("MIYABURI_CORPUS")
    for archive in sorted(pathlib.Path(corpus).glob("*/*.tar.xz")) if corpus else []:
        with tempfile.TemporaryDirectory() as folder:
            failed += compare(program, archive.parent.name, unpacked(archive, folder))
        n += 1
    if not corpus:
        print("ok - mails of the corpus # SKIP MIYABURI_CORPUS is not set")
        n += 1
    print(f"1..{n}")
    return failed > 0


sys.exit(main(*sys.argv[1:]))
