#!/usr/bin/env python3
"""Packs the add-on: the tracked files plus the translated messages, the help pages and the outline of the world, always to the same bytes.
usage: build-xpi.py SOURCE_DIR OUT.xpi WORLD.json LANG=messages.json… HELP.html…
SPDX-License-Identifier: GPL-3.0-or-later"""
import pathlib
import sys
import zipfile

source, out = pathlib.Path(sys.argv[1]), sys.argv[2]
SUFFIXES = {'.js', '.html', '.css', '.json', '.svg'}
files = {p.relative_to(source).as_posix(): p for p in source.rglob('*') if p.suffix in SUFFIXES}
for name in sys.argv[4:]:
    if name.endswith('.html'):
        files['help/' + pathlib.Path(name).name] = pathlib.Path(name)
for pair in (name for name in sys.argv[4:] if '=' in name):
    lang, path = pair.split('=', 1)
    files[f'_locales/{lang}/messages.json'] = pathlib.Path(path)

with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED, compresslevel=9) as z:
    def add(name, data):
        info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        z.writestr(info, data)

    for name in sorted(files):
        add(name, files[name].read_bytes())
    # A page of ours may fetch nothing, so the data comes as a module.
    add('world.js', b'// Made from data/map/world.json: see data/README.md.\nexport default ' + pathlib.Path(sys.argv[3]).read_bytes().strip() + b';\n')
