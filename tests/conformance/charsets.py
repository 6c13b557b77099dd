#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Subjects of mails in Japanese, Chinese, Korean and Russian charsets as a reader should see them.
usage: charsets.py SHOW-SUBJECT      TAP; needs the folder MIYABURI_CORPUS, else reports itself skipped."""
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

CUT = 100  # the list holds that many characters of a subject
# The list gives a Subject that stands in the body; the header has none.
LIST_IS_WRONG = {"jp-test-mails-headers-subject-subject-in-body.eml"}


def squeeze(text):
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def rows(path):
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def subjects(program, folder, names):
    paths = "".join(f"{folder}/{name}\n" for name in names)
    out = subprocess.run([program], input=paths.encode(), stdout=subprocess.PIPE, check=True).stdout
    return out.decode().split("\n")[:-1]


def main(program):
    if not os.environ.get("MIYABURI_CORPUS"):
        print("1..0 # SKIP MIYABURI_CORPUS is not set")
        return 0
    corpus = pathlib.Path(os.environ["MIYABURI_CORPUS"]) / "japanese_charsets"
    wanted = [r for r in rows(corpus / "list.tsv") if r["id"] not in LIST_IS_WRONG]
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(corpus / "japanese_charsets.tar.xz") as tar:
            tar.extractall(folder)
        got = subjects(program, folder, [r["id"] for r in wanted])
    assert len(got) == len(wanted) > 50
    failed = 0
    for i, (row, subject) in enumerate(zip(wanted, got), 1):
        want = squeeze(row["subject"])
        ok = "\0" not in subject and (want == "(undecidable)" or squeeze(subject)[:CUT] == want)
        failed += not ok
        print(f"{'ok' if ok else 'not ok'} {i} - {row['id']}")
        if not ok:
            print(f"# want {want!r}\n# got  {subject!r}")
    print(f"1..{len(wanted)}")
    return failed > 0


sys.exit(main(*sys.argv[1:]))
