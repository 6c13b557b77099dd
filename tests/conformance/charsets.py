#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Subjects and texts of mails in East Asian charsets as a reader should see them.
usage: charsets.py SHOW-TEXT      TAP; needs the folder MIYABURI_CORPUS, else reports itself skipped."""
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

SUBJECT_CUT = 100  # characters that the list holds
LIST_IS_WRONG = {
    # the Subject stands in the body; the header has none
    ("jp-test-mails-headers-subject-subject-in-body.eml", "subject"),
    # the text is an attached file
    ("jp-mail-japanese-attachment-long-name.eml", "body_start"),
}


def squeeze(text):
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def rows(path):
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def shown(program, folder, names):
    """(subject, visible text, source of the first text part) of each mail."""
    paths = "".join(f"{folder}/{name}\n" for name in names)
    out = subprocess.run([program], input=paths.encode(), stdout=subprocess.PIPE, check=True).stdout
    lines = out.decode().split("\n")[:-1]
    return list(zip(lines[::3], lines[1::3], lines[2::3]))


def subject_is_right(row, subject):
    want = squeeze(row["subject"])
    known = want == "(undecidable)" or (row["id"], "subject") in LIST_IS_WRONG
    return "\0" not in subject and (known or squeeze(subject)[:SUBJECT_CUT] == want)


def text_is_right(row, text, source):
    """The list holds the first words, of HTML now the source and now the text with pictures as blanks."""
    want = "".join(row["body_start"].split())
    known = want == "(undecidable)" or (row["id"], "body_start") in LIST_IS_WRONG
    return known or any("".join(t.split()).startswith(want) for t in (text, source))


def main(program):
    if not os.environ.get("MIYABURI_CORPUS"):
        print("1..0 # SKIP MIYABURI_CORPUS is not set")
        return 0
    corpus = pathlib.Path(os.environ["MIYABURI_CORPUS"]) / "japanese_charsets"
    wanted = rows(corpus / "list.tsv")
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(corpus / "japanese_charsets.tar.xz") as tar:
            tar.extractall(folder)
        got = shown(program, folder, [r["id"] for r in wanted])
    assert len(got) == len(wanted) > 50
    failed = 0
    for i, (row, (subject, text, source)) in enumerate(zip(wanted, got)):
        for j, ok in enumerate((subject_is_right(row, subject), text_is_right(row, text, source))):
            failed += not ok
            print(f"{'ok' if ok else 'not ok'} {2 * i + j + 1} - {row['id']} {('subject', 'text')[j]}")
            if not ok:
                print(f"# want {row[('subject', 'body_start')[j]]!r}\n# got  {(subject, text)[j][:120]!r}")
    print(f"1..{2 * len(wanted)}")
    return failed > 0


sys.exit(main(*sys.argv[1:]))
