#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Links found in HTML against an HTML5 tree builder (gumbo).
usage: run.py ORACLE      TAP on stdout. The generated tag soup runs always; the HTML parts of the mails of the
folder MIYABURI_CORPUS when it is set."""
import email
import os
import pathlib
import random
import subprocess
import sys
import tarfile
import tempfile

SETS = {"phishing_pot": 999, "japanese_lists": 999}  # least share of links found, per mille
SOUPS = 3000
PIECES = [
    "<a href=http://x{n}.example/>", "<a href='http://x{n}.example/?a&amp;b&copy=1'>", "</a>", "text", "&lt;",
    '<img src="http://x{n}.example/">', "<form action=http://x{n}.example/>", "</form>", "<button formaction='http://x{n}.example/'>",
    "<!--", "-->", "--!>", "<!-->", "<!--->", "<!", "<?", "</>", "</ ", "<![CDATA[", "]]>", "<script>", "</script>",
    "<script", "</script ", "<!--<script>", "<style>", "</style>", "<title>", "</title>", "<textarea>", "</textarea>",
    "<noscript>", "</noscript>", "<iframe>", "</iframe>", "<xmp>", "</xmp>", "<noembed>", "</noembed>", "<svg>", "</svg>",
    "<math>", "</math>", "<p>", "</p>", "<div>", "</div>", "<table>", "</table>", "<tr>", "<td>", "<b>", "</b>", "<", ">",
    '"', "'", "=", "/", " ", "\n", "<a ", "href=", "http://x{n}.example/", "<body background=http://x{n}.example/>",
    "</body>", "</html>", "<p style='", "<foreignObject>", "</foreignObject>", "<a\thref\n=\n'http://x{n}.example/'x>",
]


def soup(folder):
    rng = random.Random(1)
    for i in range(SOUPS):
        pieces = [rng.choice(PIECES).format(n=n) for n in range(rng.randrange(2, 40))]
        (folder / f"soup-{i}.html").write_text("".join(pieces) + "<a href=http://last.example/>", encoding="utf-8")


def decoded(part):
    data = part.get_payload(decode=True) or b""
    try:
        return data.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return data.decode("latin-1")


def html_parts(archive, folder):
    with tarfile.open(archive) as tar:
        for member in tar:
            if not member.isfile() or not member.name.endswith(".eml"):
                continue
            mail = email.message_from_binary_file(tar.extractfile(member))
            for n, part in enumerate(mail.walk()):
                if part.get_content_type() == "text/html":
                    name = f"{pathlib.Path(member.name).name}.{n}.html"
                    (folder / name).write_bytes(decoded(part).encode("utf-8", "replace"))


def compare(oracle, name, goal, fill):
    with tempfile.TemporaryDirectory() as folder:
        fill(pathlib.Path(folder))
        return subprocess.run([oracle, name, str(goal), folder], check=False).returncode


def main(oracle):
    failed = compare(oracle, "tag-soup", 999, soup)
    corpus = os.environ.get("MIYABURI_CORPUS")
    for name, goal in SETS.items():
        if not corpus:
            print(f"ok - {name} # SKIP MIYABURI_CORPUS is not set")
            continue
        archive = pathlib.Path(corpus) / name / f"{name}-dev.tar.xz"
        failed += compare(oracle, name, goal, lambda folder: html_parts(archive, folder))
    print(f"1..{1 + len(SETS)}", flush=True)
    return failed > 0


sys.exit(main(*sys.argv[1:]))
