#!/usr/bin/env python3
"""Each legitimate mail of the corpus once more, its text wrapped as HTML with a link to its own From domain: the verdict
must stay the same, for dressing an honest mail up changes nothing. Not run without the corpus.
usage: metamorphic.py MIYABURI-CHECK
SPDX-License-Identifier: GPL-3.0-or-later"""
import email
import email.policy
import email.utils
import html
import json
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

CORPUS = os.environ.get('MIYABURI_CORPUS')


def text_of(message):
    parts = list(message.walk())
    if any(part.get_content_type() == 'text/html' for part in parts):
        return None
    for part in parts:
        if part.get_content_type() == 'text/plain':
            data = part.get_payload(decode=True) or b''
            try:
                return data.decode(part.get_content_charset() or 'utf-8', 'replace')
            except LookupError:
                return data.decode('latin-1')
    return None


def wrapped(raw):
    """The mail with an HTML body, or None where it is HTML already or has no readable sender."""
    head, _, _ = re.split(rb'(\r?\n\r?\n)', raw, maxsplit=1) if re.search(rb'\r?\n\r?\n', raw) else (raw, b'', b'')
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    text = text_of(message)
    domain = email.utils.parseaddr(str(message['From'] or ''))[1].rpartition('@')[2].lower()
    if not text or not re.fullmatch(r'[a-z0-9.-]+\.[a-z]+', domain):
        return None
    fields = [f for f in re.split(rb'\r?\n(?![ \t])', head) if not re.match(rb'(?i)(content-|mime-version)', f)]
    body = '<html><body><pre>%s</pre><p><a href="https://%s/">%s</a></p></body></html>' % (html.escape(text), domain, domain)
    fields += [b'MIME-Version: 1.0', b'Content-Type: text/html; charset=utf-8', b'Content-Transfer-Encoding: 8bit']
    return b'\n'.join(fields) + b'\n\n' + body.encode('utf-8', 'replace') + b'\n'


def verdicts(check, folder):
    names = b'\0'.join(str(p).encode() for p in sorted(folder.iterdir()))
    run = subprocess.run([check, '--json', '--offline', '--exit-zero', '--files0-from', '-'], input=names, stdout=subprocess.PIPE, check=True)
    reports = [json.loads(line) for line in run.stdout.splitlines()]
    return {pathlib.Path(r['file']).name: r for r in reports}


def main():
    if not CORPUS or not (pathlib.Path(CORPUS) / 'ham').is_dir():
        print('1..0 # SKIP no corpus')
        return
    with tempfile.TemporaryDirectory() as scratch:
        plain, dressed = pathlib.Path(scratch, 'plain'), pathlib.Path(scratch, 'dressed')
        plain.mkdir(), dressed.mkdir()
        for archive in (pathlib.Path(CORPUS) / 'ham').glob('*.tar.xz'):
            with tarfile.open(archive) as tar:
                for member in tar.getmembers():
                    raw = tar.extractfile(member).read() if member.isfile() and member.name.endswith('.eml') else None
                    new = wrapped(raw) if raw else None
                    if new:
                        name = os.path.basename(member.name)
                        (plain / name).write_bytes(raw), (dressed / name).write_bytes(new)
        before, after = verdicts(sys.argv[1], plain), verdicts(sys.argv[1], dressed)
    changed = [n for n in before if before[n]['verdict'] != after[n]['verdict']]
    for n in changed:
        signs = ' '.join(f['id'] for f in after[n]['findings'] if f['leaning'] in ('weak', 'medium', 'strong'))
        print('# %s: %s, then %s (%s)' % (n, before[n]['verdict'], after[n]['verdict'], signs))
    print('1..1\n%s 1 %d mails dressed as HTML keep their verdict' % ('not ok' if changed or len(before) < 400 else 'ok', len(before)))


main()
