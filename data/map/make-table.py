#!/usr/bin/env python3
"""world.json as a C table. usage: make-table.py WORLD.JSON OUTPUT
SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import sys

with open(sys.argv[1], encoding='utf-8') as f:
    world = json.load(f)
text = lambda s: json.dumps(s, ensure_ascii=False)
rings = ['{%d, (const gint16[]){%s}}' % (len(r) // 2, ','.join(map(str, r))) for r in world['land']]
places = ['{%s,%d,%d,%s,%s}' % (text(c), x, y, text(en), text(ja)) for c, x, y, en, ja in sorted(world['places'])]
with open(sys.argv[2], 'w', encoding='utf-8') as f:
    f.write('static const MbMapRing rings[] = {\n%s};\nstatic const MbMapPlace places[] = {\n%s};\n' % (',\n'.join(rings), ',\n'.join(places)))
