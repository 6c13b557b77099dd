#!/usr/bin/env python3
"""The add-on's messages and the .po files: one source of translations.
usage: extension.py template EN.json…       writes a .pot of the English messages to stdout
       extension.py locale EN.json PO OUT    writes the messages in the .po file's language
A text without a translation is left out: Thunderbird then shows the English one.
SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import subprocess
import sys

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def quote(text):
    return json.dumps(text, ensure_ascii=False)


def template(paths):
    print(HEADER)
    seen = set()
    for path in paths:
        for entry in json.load(open(path, encoding='utf-8')).values():
            if entry['message'] in seen:
                continue
            seen.add(entry['message'])
            if entry.get('description'):
                print('#. ' + entry['description'].replace('\n', ' '))
            print('#: %s\nmsgid %s\nmsgstr ""\n' % (path, quote(entry['message'])))


def translations(po):
    """msgid → msgstr, by way of msgfmt's own reader."""
    mo = subprocess.run(['msgfmt', '--endianness=little', '-o', '-', po], check=True, stdout=subprocess.PIPE).stdout
    word = lambda at: int.from_bytes(mo[at:at + 4], 'little')
    text = lambda table, i: mo[word(table + 8 * i + 4):][:word(table + 8 * i)].decode('utf-8')
    return {text(word(12), i): text(word(16), i) for i in range(word(8))}


def locale(english, po, out):
    words, result = translations(po), {}
    for key, entry in json.load(open(english, encoding='utf-8')).items():
        if words.get(entry['message']):
            result[key] = {**entry, 'message': words[entry['message']]}
    with open(out, 'w', encoding='utf-8') as f:
        json.dump(result, f, ensure_ascii=False, indent=2)
        f.write('\n')


if sys.argv[1] == 'template':
    template(sys.argv[2:])
else:
    locale(*sys.argv[2:5])
