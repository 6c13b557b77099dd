#!/usr/bin/env python3
"""Compiles a .po file and writes it as a C header, so that the catalogue is part of the program.
usage: embed.py MSGFMT PO OUT.h NAME
SPDX-License-Identifier: GPL-3.0-or-later"""
import subprocess
import sys

msgfmt, po, out, name = sys.argv[1:5]
mo = subprocess.run([msgfmt, '--endianness=little', '--no-hash', '--check-format', '-o', '-', po], check=True, stdout=subprocess.PIPE).stdout
rows = (', '.join(str(b) for b in mo[i:i + 32]) for i in range(0, len(mo), 32))
with open(out, 'w', encoding='ascii') as f:
    f.write('/* Made from the translations; do not edit. SPDX-License-Identifier: GPL-3.0-or-later */\n')
    f.write('static const guint8 %s[] __attribute__((aligned(8))) = {\n%s\n};\n' % (name, ',\n'.join(rows)))
