#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns the two look-alike tables into one sorted C array.
usage: embed-lookalikes.py CONFUSABLES.tsv TWINS.tsv OUTPUT.h"""
import sys


def rows(path):
    with open(path, encoding="utf-8") as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def main(confusables, twins, output):
    table = {int(r[0][2:], 16): r[2] for r in rows(confusables)}
    table.update({ord(r[0]): r[1] for r in rows(twins)})
    with open(output, "w", encoding="utf-8") as f:
        f.write("/* made by embed-lookalikes.py */\nstatic const struct {\n  guint32 c;\n  char to[4];\n} lookalikes[] = {\n")
        for c, to in sorted(table.items()):
            if len(to.encode()) > 3 or '"' in to or "\\" in to:
                sys.exit(f"U+{c:04X}: {to!r} does not fit")
            f.write(f'    {{0x{c:x}, "{to}"}},\n')
        f.write("};\n")


main(*sys.argv[1:])
