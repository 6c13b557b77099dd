#!/usr/bin/env python3
"""What look-ups tell the world (R17): every question to a name server or registry on loopback is logged, and each is on the list of what
may be asked: domains of the sending side, their services, reversed addresses, registrable domains of links; no local part, recipient,
path or token; the full host of a link by an explicit act for one mail alone, and then exactly the names that were shown before.
Mails of the tree and marked ones; with folders named all mails below them, too, each by itself with registries.
usage: asked.py MIYABURI-CHECK [DIR…]      TAP on stdout.      SPDX-License-Identifier: GPL-3.0-or-later"""
import ipaddress
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path[:0] = [str(pathlib.Path(__file__).parent.parent), str(pathlib.Path(__file__).parent)]
from listeners import Names, Registries  # noqa: E402
from runner import ENV, Tap  # noqa: E402

SOURCE = pathlib.Path(os.environ['MIYABURI_SOURCE'])
PROGRAM, TAP = sys.argv[1], Tap()
MARKED = b'''Received: from out.sender.example (out.sender.example [192.0.2.1]) by mx.own.example; Tue, 1 Jul 2025 10:00:00 +0900
Return-Path: <markbounce@sender.example>
From: markname <marklocal@sender.example>
To: markto@own.example
Cc: markcc@own.example
Reply-To: markreply@reply.example
Subject: marksubject
Message-ID: <markid@sender.example>
DKIM-Signature: v=1; a=rsa-sha256; d=sender.example; s=sel; i=markuser@sender.example; h=from; bh=AAAA; b=AAAA
Content-Type: text/html; charset=utf-8

<a href="https://markhost.deep.kensa-a.jp:8080/markpath?markquery=markvalue#markfragment">marktext</a>
<a href="https://marktwo.kensa-a.jp/markpath">marktext</a> <a href="https://kensa-b.com/markpath">marktext</a>
<a href="http://93.184.216.34/markpath">marktext</a> <a href="https://markintra/markpath">marktext</a>
<a href="https://markprinter.local/markpath">marktext</a> <a href="https://markdocs.example.net/markpath">marktext</a>
<a href="https://kensa-c.org/">marktext</a> <a href="https://markfour.kensa-d.jp/markpath">marktext</a>
<img src="http://markpixel.kensa-e.net/markpicture.gif?markto"> markto@own.example markbody
'''


def judge(paths, *options):
    """The names asked, and the reports."""
    server = Names()
    done = subprocess.run([PROGRAM, '--json', '--exit-zero', '--allow', 'dns', '--dns', server.place, *options,
                           *(['--files0-from', '-'] if len(paths) > 1 else map(str, paths))],
                          input=b'\0'.join(map(os.fsencode, paths)), capture_output=True, env=ENV, timeout=3000)
    return server.seen, [json.loads(line) for line in done.stdout.splitlines()]


def difference(title, got, wanted):
    return ['%s, and should not: %s' % (title, n) for n in sorted(got - wanted)] + ['not %s: %s' % (title, n) for n in sorted(wanted - got)]


def marked(folder):
    """The act asks exactly what the report without it has shown, all of it or the one name chosen."""
    path = pathlib.Path(folder) / 'marked.eml'
    path.write_bytes(MARKED)
    asked, (report,) = judge([path])
    wanted, offered = {'sender.example', 'kensa-a.jp'}, set(report['link_hosts'])
    TAP.case('domains are asked, marks are not', ['not asked: ' + w for w in wanted if not any(n == w or n.endswith('.' + w) for n in asked)]
             + ['asked: ' + n for n in asked if 'mark' in n])
    TAP.case('the hosts offered are the full names that may be asked', difference('offered', offered, {
        'markhost.deep.kensa-a.jp', 'marktwo.kensa-a.jp', 'markfour.kensa-d.jp'}))
    everything, (after,) = judge([path], '--resolve-link-hosts')
    TAP.case('the act asks exactly the names shown before', difference('asked', everything - asked, offered) + difference('offered again', set(after['link_hosts']), set()))
    for host in sorted(offered):
        one, (after,) = judge([path], '--resolve-link-host', host)
        TAP.case('the act for %s asks it alone' % host.split('.', 1)[0], difference('asked', one - asked, {host})
                 + difference('left to offer', set(after['link_hosts']), offered - {host}))
    other, _ = judge([path], '--resolve-link-host', 'markelse.kensa-a.jp', '--resolve-link-host', 'markprinter.local', '--resolve-link-host', 'markintra')
    TAP.case('a name that the report did not offer is not asked by any act', difference('asked', other, asked))


DOTLESS = b'''Received: from printer (printer [93.184.216.34]) by mx.own.example; Tue, 1 Jul 2025 10:00:00 +0900
Return-Path: <a@%s>
From: a@%s
To: b@own.example
DKIM-Signature: v=1; a=rsa-sha256; d=%s; s=sel; h=from; bh=AAAA; b=AAAA
Subject: x

<https://%s/a>
'''


def dotless(folder):
    """Names of a network at home, and of top levels by themselves, are asked of nobody: not by their service names either."""
    path, names = pathlib.Path(folder) / 'dotless.eml', (b'printer', b'aaa', b'jp', b'files.corp', b'nas.local', b'localhost')
    for name in names:
        path.write_bytes(DOTLESS.replace(b'%s', name))
        asked, _ = judge([path])
        TAP.case('%s is asked of nobody' % name.decode(), ['asked: ' + n for n in asked if n.endswith(name.decode())]
                 + ([] if any(n.endswith('in-addr.arpa') for n in asked) else ['nothing was asked at all']))


def told(report):
    """Everything a report names outside of links: what also stands there may be asked."""
    rest = {k: v for k, v in report.items() if k in ('senders', 'hops', 'authentication', 'message', 'boundary')}
    return json.dumps(rest, ensure_ascii=False).lower()


def locals_of(report):
    message = json.dumps(report.get('message') or {}, ensure_ascii=False)
    return {m.lower() for m in re.findall(r'(?<![\w.+-])([A-Za-z0-9_+-]{6,})@', message)}


def domain_labels(reports):
    """Words of the domains that mails name: a local part that is one of them cannot be told from it in a question."""
    text = ' '.join(told(r) + ' '.join(l['domain'] or '' for l in r['links']) for r in reports)
    return {label for name in re.findall(r'(?:(?<=@)|(?<![\w@.-])(?=[\w-]+\.))[a-z0-9_-]+(?:\.[a-z0-9_-]+)*', text) for label in name.split('.')}


def problems(report, asked, labels, known, text):
    hosts = {l['host'].lower() for l in report['links'] if l.get('host') and l.get('domain') and l['host'].lower() != l['domain'].lower()}
    return (['full host of a link' for host in hosts if host in asked and host not in text]
            + ['local part' for local in locals_of(report) if local in labels and local not in known])


def many(name, paths):
    asked, reports = judge(paths)
    bad = [] if len(reports) == len(paths) else ['%d reports' % len(reports)]
    text = ' '.join(map(told, reports)) # one process asks for all of them
    shown, labels, known = {}, {label for n in asked for label in n.split('.')}, domain_labels(reports)
    for report in reports: # names of a corpus are not shown, only the file they came from
        for problem in problems(report, asked, labels, known, text):
            shown.setdefault('%s: %s' % (problem, pathlib.Path(report['file']).name), None)
    strange = [n for n in asked if '@' in n or '/' in n or '?' in n]
    print('# %s: %d mails, %d names asked' % (name, len(paths), len(asked)))
    TAP.case('%s: nothing but domains is asked' % name, bad + list(shown)[:20] + ['%d strange names' % len(strange)] * bool(strange)
             + ([] if asked else ['nothing was asked at all']))


# ---- one mail, with registries: each question stands on the list of what may be asked ----

def subject_of(line):
    """What a registry was asked about, and whether the question has a form that we know."""
    rdap = re.fullmatch(r'/(?:[\w.-]+/)*(?:domain|ip)/([^/?#]+)', line)
    whois = re.fullmatch(r'(?:domain |n \+ |-r )?([\w.:-]+)(?:/e)?', line)
    return (rdap or whois).group(1).lower() if rdap or whois else None


def is_address(text):
    try:
        return bool(ipaddress.ip_address(text))
    except ValueError:
        return False


def plain(name):
    """The domain in a name of DNS: without the labels of services (and the selector before them); of a reverse name the address's zone."""
    labels = name.split('.')
    services = [i for i, label in enumerate(labels) if label.startswith('_')]
    return '.'.join(labels[services[-1] + 1:] if services else labels)


def signers(path):
    """Who signed: the d= of every signature and seal in the header."""
    head = re.split(rb'\r?\n\r?\n', path.read_bytes(), maxsplit=1)[0]
    return b' '.join(re.findall(rb'[;:\s]d\s*=\s*([\w.-]+)', head)).decode('latin-1').lower()


def allowed_names(path, report):
    """Domains that the sending side wrote, with all that stand above them, and the domains of links; the addresses on the way."""
    domains = {l['domain'].lower() for l in report['links'] if l['domain']} | {l['host'].lower() for l in report['links'] if l['host'] and is_address(l['host'])}
    for name in re.findall(r'[a-z0-9_-]+(?:\.[a-z0-9_-]+)+', re.sub(r'[\w.+-]+@', '@', told(report)) + ' ' + signers(path)):
        labels = name.split('.')
        domains |= {'.'.join(labels[i:]) for i in range(len(labels))}
    addresses = {h['ip'] for h in report['hops'] if h['ip']}
    return domains | addresses | {ipaddress.ip_address(a).reverse_pointer for a in addresses}


def by_itself(path, folder, *options):
    names, registries = Names(), Registries(SOURCE, pathlib.Path(folder) / 'registries.map')
    done = subprocess.run([PROGRAM, '--json', '--exit-zero', '--allow', 'dns,registries', '--dns', names.place, '--registry-map', registries.map, *options, str(path)],
                          capture_output=True, env=ENV, timeout=120)
    return json.loads(done.stdout), names.seen, registries.seen


def strange(path, report, names, lines):
    may, top = allowed_names(path, report), {line for line in lines if '.' not in line and re.fullmatch(r'[a-z0-9-]+', line)} # of whois.iana.org
    full = {l['host'].lower() for l in report['links'] if l['host'] and l['domain'] and l['host'].lower() != l['domain'].lower()}
    subjects = {line: subject_of(line) for line in lines - top}
    return (['DNS: %s' % n for n in names if plain(n) not in may and n not in may]
            + ['registry: %s' % line for line, s in subjects.items() if s not in may or s in full and not is_address(s)])


def each(name, paths, folder, show):
    n_names = n_lines = 0
    found = []
    for path in paths:
        report, names, lines = by_itself(path, folder)
        n_names, n_lines = n_names + len(names), n_lines + len(lines)
        bad = strange(path, report, names, lines)
        found += ['%s: %s' % (path.name, b if show else b.split(':')[0]) for b in bad]
    print('# %s, one by one: %d mails, %d names asked, %d questions to registries' % (name, len(paths), n_names, n_lines))
    TAP.case('%s: every question to name servers and registries is on the list' % name, found[:20]
             + ([] if n_names and n_lines else ['nobody was asked at all: %d names, %d questions' % (n_names, n_lines)]))


def marked_registries(folder):
    path = pathlib.Path(folder) / 'marked.eml'
    report, names, lines = by_itself(path, folder)
    TAP.case('registries are asked about domains and addresses without a mark', strange(path, report, names, lines) + ['asked: ' + l for l in lines if 'mark' in l]
             + ([] if any('kensa-a.jp' in l for l in lines) else ['not asked about the domain of a link']))
    report, names, lines = by_itself(path, folder, '--resolve-link-hosts')
    TAP.case('nor by the act; and the list would show a name that is not on it', ['asked: ' + l for l in lines if 'mark' in l]
             + ([] if any('markhost' in s for s in strange(path, report, names, lines)) else ['the full host was not noticed']))


def mails_below(folder):
    return sorted(p for p in pathlib.Path(folder).rglob('*') if p.is_file() and p.suffix in ('.eml', ''))


with tempfile.TemporaryDirectory() as FOLDER:
    marked(FOLDER)
    marked_registries(FOLDER)
    dotless(FOLDER)
    TREE = sorted(p for pattern in ('tests/seed-cases/*.eml', 'tests/mails/*/mail.eml') for p in SOURCE.glob(pattern))
    many('tree', TREE)
    each('tree', TREE if sys.argv[2:] else TREE[::12], FOLDER, True)
    for DIR in sys.argv[2:]:
        many(DIR, mails_below(DIR))
        each(DIR, mails_below(DIR), FOLDER, bool(os.environ.get('MIYABURI_SHOW')))
TAP.finish()
