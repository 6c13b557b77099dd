#!/usr/bin/env python3
"""Small lists of data/tables as sorted C arrays, so that the judge opens no file.
usage: embed-tables.py TABLES-DIR OUTPUT
SPDX-License-Identifier: GPL-3.0-or-later"""
import pathlib
import sys


def sections(path):
    """Lines of a table by section; a line "%name" begins the next one, "#" is a comment."""
    found = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if line.startswith("%"):
            found.append([])
        elif line and not line.startswith("#"):
            found[-1].append(line)
    return found


def strings(name, rows):
    body = "".join(f'  "{row}",\n' for row in sorted(set(rows)))
    return f"static const char *const {name}[] = {{\n{body}}};\n"


def main(tables, output):
    tables = pathlib.Path(tables)
    freemail, isp = sections(tables / "freemail.txt")
    dynamic, hosting = sections(tables / "open-hosting.txt")
    shorteners, = sections(tables / "url-shorteners.txt")
    services, = sections(tables / "delivery-services.txt")
    han, = sections(tables / "han-simplified-only.txt")
    points = sorted({ord(c) for line in han for c in line})
    text = "/* Made by embed-tables.py from data/tables. */\n"
    text += strings("freemail", freemail) + strings("isp_mail", isp)
    text += strings("dynamic_dns", dynamic) + strings("hosting", hosting)
    text += strings("shorteners", shorteners) + strings("delivery_services", services)
    bits = bytearray((0xA000 - 0x4E00) // 8)
    for p in points:
        assert 0x4E00 <= p < 0xA000, f"U+{p:04X} is outside the table"
        bits[(p - 0x4E00) // 8] |= 1 << p % 8
    text += "/* A bit for each of U+4E00 to U+9FFF. */\nstatic const guint8 simplified_only[] = {\n"
    text += "".join(f"  {b},\n" for b in bits) + "};\n"
    pathlib.Path(output).write_text(text, encoding="utf-8")


main(*sys.argv[1:])
