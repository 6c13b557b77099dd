#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our reading of the From field against Thunderbird's own parser (of the installed Thunderbird, under node).
usage: run.py SHOW-SENDER      TAP on stdout. The generated shapes run always; the mails of the folder
MIYABURI_CORPUS when it is set."""
import base64
import json
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile

sys.dont_write_bytecode = True
import shapes  # noqa: E402

HERE = pathlib.Path(__file__).parent
OMNI = "/usr/lib/thunderbird/omni.ja"
# least share of agreement: the mails of a set, the shapes
GOALS = {"phishing_pot": 0.999, "ham": 0.999, "japanese_lists": 0.999, "junk_lists": 0.999, "fixtures": 0.999,
         "mime_torture": 0.99, "japanese_charsets": 0.98}
SHAPES_GOAL = 0.998


def run(command, blocks):
    lines = b"".join(base64.b64encode(b) + b"\n" for b in blocks)
    out = subprocess.run(command, input=lines, stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line) for line in out.decode().split("\n") if line]


def corpus_blocks(folder, name):
    """The header block of every mail of a set."""
    for archive in sorted((folder / name).glob("*.tar.xz")):
        with tarfile.open(archive) as tar:
            for member in tar:
                if member.isfile() and not member.name.endswith((".tsv", ".md")):
                    data = tar.extractfile(member).read()
                    end = re.search(rb"\r?\n\r?\n", data)
                    yield member.name, data[:end.end()] if end else data


class Oracle:
    def __init__(self, show_sender):
        self.show_sender, self.count, self.failed = show_sender, 0, 0
        self.folder = tempfile.TemporaryDirectory()
        self.jsmime = os.path.join(self.folder.name, "jsmime.mjs")
        with zipfile.ZipFile(OMNI) as omni, open(self.jsmime, "wb") as f:
            f.write(omni.read("modules/jsmime/jsmime.mjs"))

    def compare(self, title, cases, goal):
        cases = list(cases)
        theirs = run(["node", HERE / "oracle.mjs", self.jsmime], [b for _, b in cases])
        ours = run([self.show_sender], [b for _, b in cases])
        assert len(theirs) == len(ours) == len(cases) > 0
        wrong = 0
        for (name, _), t, o in zip(cases, theirs, ours):
            if any(t.get(k) != o.get(k) for k in ("n", "name", "email")):
                wrong += 1
                print(f"# {title}: {name!r}\n#   thunderbird {t}\n#   we          "
                      f"{ {k: o.get(k) for k in ('n', 'name', 'email')} }")
        self.result(1 - wrong / len(cases) >= goal,
                    f"{title}: {len(cases) - wrong} of {len(cases)} as Thunderbird (goal {goal:.1%})")
        return ours

    def result(self, ok, text):
        self.count += 1
        self.failed += not ok
        print(f"{'ok' if ok else 'not ok'} {self.count} - {text}")


def main(show_sender):
    oracle = Oracle(show_sender)
    oracle.compare("shapes", shapes.shapes(), SHAPES_GOAL)
    corpus = os.environ.get("MIYABURI_CORPUS")
    for name, goal in GOALS.items():
        if not corpus:
            oracle.count += 1
            print(f"ok {oracle.count} - {name} # SKIP MIYABURI_CORPUS is not set")
            continue
        ours = oracle.compare(name, corpus_blocks(pathlib.Path(corpus), name), goal)
        if name == "ham":
            n = sum(o["ambiguous"] for o in ours)
            oracle.result(n <= 1, f"ham: {n} mails with an ambiguous sender (at most 1)")
    print(f"1..{oracle.count}")
    return oracle.failed > 0


sys.exit(main(*sys.argv[1:]))
