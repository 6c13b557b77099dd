#!/usr/bin/env python3
"""The brand table as C rows, names already in comparison form (core/checks/brands-compact.c; a unit test compares).
usage: embed-brands.py BRANDS-JSON OUTPUT
SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import pathlib
import sys
import unicodedata

FORMS = ("株式会社", "有限会社", "合同会社", "(株)", "(有)")
DOTS = set("\u00b7\u2022\u2027\u22c5\u30fb")
HYPHENS = set("-\u2212\u2500") | {chr(c) for c in range(0x2010, 0x2016)}


def katakana(c):
    return "\u30a0" <= c <= "\u30ff" or "\u31f0" <= c <= "\u31ff"


def han(c):
    return "\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff"


def compact(text):
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    for form in FORMS:
        text = text.replace(form, " ")
    out = ""
    for i, c in enumerate(text):
        after = text[i + 1:i + 2]
        if out and katakana(out[-1]) and (
                (c == "一" and not (after and han(after))) or (c in HYPHENS and after and katakana(after))):
            c = "ー"
        if not (c.isspace() or c in DOTS or c in HYPHENS):
            out += c
    return out


def quote(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main(source, output):
    brands = json.loads(pathlib.Path(source).read_text(encoding="utf-8"))["brands"]
    names, domains = {}, set()
    for i, b in enumerate(brands):
        for weak, key in ((1, "weak_names"), (0, "names")):
            for n in b.get(key, []):
                names[compact(n)] = (i, weak)
        domains |= {(d, i, 0) for d in b["domains"]} | {(d, i, 1) for d in b.get("shared_domains", [])}
    text = "/* Made by embed-brands.py from data/brands/brands.json. */\n"
    text += '#include "checks/brands-table.h"\n\nconst MbBrand mb_shipped_brands[] = {\n'
    text += "".join(f'  {{{quote(b["id"])}, {quote(b.get("category", "other"))}, {quote((b["names"] + b.get("weak_names", []))[0])}}},\n' for b in brands)
    text += "};\nconst guint mb_n_shipped_brands = G_N_ELEMENTS(mb_shipped_brands);\nconst MbBrandName mb_shipped_names[] = {\n"
    text += "".join(f"  {{{quote(n)}, {b}, {w}}},\n"
                    for n, (b, w) in sorted(names.items(), key=lambda row: row[0].encode()))
    text += "};\nconst guint mb_n_shipped_names = G_N_ELEMENTS(mb_shipped_names);\nconst MbBrandDomain mb_shipped_domains[] = {\n"
    text += "".join(f"  {{{quote(d)}, {b}, {s}}},\n" for d, b, s in sorted(domains))
    pathlib.Path(output).write_text(text + "};\nconst guint mb_n_shipped_domains = G_N_ELEMENTS(mb_shipped_domains);\n", encoding="utf-8")


main(*sys.argv[1:])
