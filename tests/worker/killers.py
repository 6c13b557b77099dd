#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mails built to kill, hang or bloat whoever reads them: each costs less than a second, the memory of the worker
stays bounded, and the mail behind it is judged as ever.
usage: killers.py MIYABURI-CHECK      TAP on stdout"""
import base64
import gzip
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "bench"))
from measure import collect  # noqa: E402

HEAD = b"Received: from a.example ([192.0.2.1]) by b.example; Tue, 1 Jul 2025 10:00:00 +0900\r\nFrom: a@a.example\r\n"
MEMORY = 256  # MiB
LIMIT = 1.0  # seconds of CPU, its workers' included, beyond a plain mail; a try is repeated once
PATIENCE = 10.0  # seconds by the clock, which other programs' turns lengthen: more would be a hang (a worker has 5)


def nested(kind, n):
    out = [HEAD]
    for i in range(n):
        out.append(b'Content-Type: %s; boundary="%d"\r\n\r\n--%d\r\n' % (kind, i, i))
    return b"".join(out) + b"Content-Type: text/plain\r\n\r\nx"


def html(body):
    return HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + body


def attached(name, data):
    return (HEAD + b"Content-Type: application/octet-stream; name=%s\r\nContent-Transfer-Encoding: base64\r\n\r\n" % name
            + base64.encodebytes(data))


def many_entries():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for i in range(60000):
            z.writestr(zipfile.ZipInfo(str(i)), "")
    return out.getvalue()


def killers():
    yield "groups in To", HEAD + b"To: " + b"g:" * 40321 + b"\r\n\r\nx"
    yield "groups in From", b"From: " + b"g:" * 500000 + b"\r\n\r\nx"
    yield "colons in Cc", HEAD + b"Cc: " + b":" * 1000000 + b"\r\n\r\nx"
    yield "comments", b"From: " + b"(" * 1000000 + b"\r\n\r\nx"
    yield "angles", b"From: " + b"<" * 1000000 + b"a@b.example\r\n\r\nx"
    yield "addresses", b"From: " + b"a@b.example, " * 40000 + b"\r\n\r\nx"
    yield "encoded words", b"Subject: " + b"=?utf-8?q?a?= " * 100000 + b"\r\n" + HEAD + b"\r\nx"
    yield "unknown charsets", b"Subject: " + b"".join(b"=?x%d?q?a?= " % i for i in range(50000)) + b"\r\n" + HEAD + b"\r\nx"
    yield "header lines", HEAD + b"X: y\r\n" * 400000 + b"\r\nx"
    yield "From lines", b"From: a@b.example\r\n" * 40000 + b"\r\nx"
    yield "folded header", HEAD + b"X: y\r\n" + b" y\r\n" * 5000000 + b"\r\nx"
    yield "one header line", HEAD + b"X: " + b"y" * 40000000 + b"\r\n\r\nx"
    yield "8-bit header", HEAD + b"Subject: " + b"\xe3\x81" * 5000000 + b"\r\n\r\nx"
    yield "Received lines", b"Received: from a.example by b.example; Tue, 1 Jul 2025 10:00:00 +0900\r\n" * 20000 + HEAD + b"\r\nx"
    yield "DKIM signatures", b"DKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=s; h=from; bh=AA==; b=AA==\r\n" * 2000 + HEAD + b"\r\nx"
    yield "multipart nested", nested(b"multipart/mixed", 50000)
    yield "mails nested", HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 100000 + b"x"
    yield "one boundary", HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 400000
    yield "many boundaries", nested(b"multipart/mixed", 1000) + b"\r\nx" * 2000000
    yield "parameter name", HEAD + b"Content-Type: multipart/mixed; " + b"p" * 71 + b"=x\r\n\r\n--\r\nx"
    yield "parameters", HEAD + b"Content-Type: text/plain" + b"; p*0*=x" * 100000 + b"\r\n\r\nx"
    yield "one body line", HEAD + b"\r\n" + b"x" * 45000000
    yield "base64 line", HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"eHh4" * 10000000
    yield "div nested", html(b"<div>" * 1000000)
    yield "b and p", html(b'<b class="x"><p>' * 300000)
    yield "attributes", html(b"<p " + b"a=b " * 1000000 + b">")
    yield "attribute of 10 MB", html(b'<a href="' + b"x" * 10000000 + b'">')
    yield "open comments", html(b"<!--" * 1000000)
    yield "links", html(b'<a href="http://a.example/">x</a>' * 200000)
    yield "addresses in text", HEAD + b"\r\n" + b"http://a.example/ " * 300000
    yield "zip of 60,000 names", attached(b"a.zip", many_entries())
    yield "gzip of zeros", attached(b"a.gz", gzip.compress(bytes(100000000)))
    yield "OLE of 20 MB", attached(b"a.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"\5" * 20000000)
    yield "empty", b""
    yield "zeros", bytes(20000000)
    yield "lines", b"\n" * 20000000
    yield "carriage returns", HEAD.replace(b"\r\n", b"\r") + b"\r" * 10000000
    yield "over 50 MiB", HEAD + b"\r\n" + b"x" * (50 * 1024 * 1024)


def timed(program, path):
    """Seconds of CPU and by the clock, MiB of the largest of its processes, report."""
    start = time.monotonic()
    with subprocess.Popen([program, "--json", "--offline", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        out = child.stdout.read()
        child.returncode, cpu, memory = collect(child.pid)
    return cpu, time.monotonic() - start, memory / 2**20, json.loads(out.decode() or "{}")


def main(program):
    failed = n = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "mail.eml"
        path.write_bytes(HEAD + b"\r\nx")
        plain = min(timed(program, path)[0] for _ in range(3))
        for n, (name, mail) in enumerate(killers(), 1):
            path.write_bytes(mail)
            tries = [timed(program, path)]
            if tries[0][0] - plain > LIMIT:
                tries.append(timed(program, path))
            seconds, clock, mib, report = min(tries, key=lambda t: t[0])
            crashed = "skip.crash" in json.dumps(report) or "stopped in the middle" in json.dumps(report)
            cheap = seconds - plain <= LIMIT and clock <= PATIENCE and mib <= MEMORY
            good = cheap and report.get("verdict") not in (None, "legitimate") and not crashed
            failed += not good
            print(f"{'ok' if good else 'not ok'} {n} - {name}: {seconds:.2f} s (clock {clock:.2f}), {mib:.0f} MiB, {report.get('verdict')}"
                  f"{', a worker died' if crashed else ''}", flush=True)
    print(f"1..{n}")
    return failed > 0


sys.exit(main(*sys.argv[1:]))
