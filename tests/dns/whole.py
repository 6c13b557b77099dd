#!/usr/bin/env python3
"""Whole mails over DNS on loopback: the seed cases by a real server, round trips of one mail, and servers that fail.
usage: whole.py MIYABURI-CHECK     SPDX-License-Identifier: GPL-3.0-or-later"""
import asyncio
import json
import os
import sys
import tempfile
import time

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path += [TESTS, os.path.join(TESTS, "dns")]
from faults import Faults, ZoneServer  # noqa: E402
from runner import ENV, Tap  # noqa: E402
from zone import Nsd, free_port, read_zone_text  # noqa: E402

PROGRAM = sys.argv[1]
SEEDS = os.path.join(TESTS, "seed-cases")
MAIL = """Return-Path: <secretlocal@sender.example>
Received: from out.sender.example (out.sender.example [198.51.100.9]) by mx.home.example (Postfix) with ESMTPS id 1
\tfor <secretuser@home.example>; Mon, 5 Jan 2026 10:00:00 +0900
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=sender.example; s=s1; h=From:Subject; b=AAAA;
\tbh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=service.example; s=s2; h=From:Subject; b=AAAA;
\tbh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
From: Sender <secretlocal@sender.example>
To: secretuser@home.example
Subject: secretsubject
Date: Mon, 5 Jan 2026 10:00:00 +0900
Message-ID: <secretid@sender.example>

See https://secrethost.linked.example/secretpath?secretquery=1
"""
# the longest way: record → include → include → mx → address: five answers, one after the other
DEPTH = 5
ZONE = {
    "sender.example": {"TXT": ["v=spf1 a:a1.sender.example a:a2.sender.example include:i1.sender.example mx -all"],
                       "MX": [[10, "mx.sender.example"]], "A": ["198.51.100.1"]},
    "i1.sender.example": {"TXT": ["v=spf1 a:a3.sender.example include:i2.sender.example -all"]},
    "i2.sender.example": {"TXT": ["v=spf1 mx:m.sender.example -all"]},
    "m.sender.example": {"MX": [[10, "h1.sender.example"], [20, "h2.sender.example"], [30, "h3.sender.example"]]},
    "_dmarc.sender.example": {"TXT": ["v=DMARC1; p=none"]},
    "9.100.51.198.in-addr.arpa": {"PTR": ["out.sender.example"]},
    "out.sender.example": {"A": ["198.51.100.9"]},
    **{n + ".sender.example": {"A": ["198.51.100.2"]} for n in ("a1", "a2", "a3", "h1", "h2", "h3", "mx")},
}
tap = Tap()


async def check(path, server, *more):
    start = time.monotonic()
    p = await asyncio.create_subprocess_exec(PROGRAM, "--json", "--exit-zero", "--dns", server, *more, path,
                                             stdout=asyncio.subprocess.PIPE, env=ENV)
    out, _ = await p.communicate()
    return json.loads(out), time.monotonic() - start


async def round_trips(path):
    server = await ZoneServer(ZONE, 0.03).start(free_port(), tcp=False)
    got, _ = await check(path, "127.0.0.1:%d" % server.port, "--now", "2026-01-05T02:00:00Z")
    trips, n = server.round_trips(), len(server.log)
    tap.case("%d look-ups, a way of %d answers: %d round trips" % (n, DEPTH, trips),
             [] if n >= 15 and trips <= DEPTH + 2 else [server.log])
    tap.case("the last answer counts: SPF is %s" % got["authentication"]["spf"]["result"],
             [] if got["authentication"]["spf"]["result"] == "fail" else [got["authentication"]["spf"]])
    said = " ".join(name for _, name, _ in server.log)
    tap.case("what was asked names no person, subject, path or full link host", [said] if "secret" in said else [])


async def failing_servers(path):
    class Always(Faults):
        def __init__(self, kind):
            super().__init__()
            self.kind = kind

        def replies(self, query):
            name = "%s.%s" % (self.kind, "x.example")
            fake = query[:12] + b"".join(bytes([len(x)]) + x.encode() for x in name.split(".")) + b"\0" + query[-4:]
            return [] if self.kind == "silent" else super().replies(fake) if self.kind == "garbage" else [
                (s, r[:2] + r[2:12] + query[12:]) for s, r in super().replies(fake)]

    for kind in ("silent", "servfail", "refused", "garbage"):
        server = await Always(kind).start(free_port())
        got, seconds = await check(path, "127.0.0.1:%d" % server.port, "--now", "2026-01-05T02:00:00Z")
        problems = [] if seconds <= 3.2 + 0.3 else ["%.2f s" % seconds]
        if got["address"] != "unknown" or got["verdict"] in ("legitimate", "genuine"):
            problems.append("%s, %s" % (got["address"], got["verdict"]))
        problems += [] if got["partial"] else ["not marked partial"]
        tap.case("a server that answers nothing but %s: %.2f s, named as partial" % (kind, seconds), problems)


def seed_cases():
    zone = read_zone_text(open(os.path.join(SEEDS, "zone.txt"), encoding="utf-8").read())
    import subprocess
    with Nsd(zone) as server:
        run = subprocess.run([sys.executable, os.path.join(SEEDS, "run.py"), PROGRAM, "dns", "--dns", server.address],
                             capture_output=True, text=True, env=ENV)
    lines = run.stdout.splitlines()
    for i, line in enumerate(lines):
        if line.startswith(("ok ", "not ok ")):
            tap.case(line.split(" ", 3 if line.startswith("not") else 2)[-1],
                     lines[i + 1:i + 2] if line.startswith("not") else [])
    if run.returncode and not any(line.startswith("not ok") for line in lines):
        tap.case("seed cases run", [run.stderr[-500:]])


async def main():
    with tempfile.TemporaryDirectory() as temp:
        path = os.path.join(temp, "mail.eml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(MAIL)
        await round_trips(path)
        await failing_servers(path)
    seed_cases()
    tap.finish()


asyncio.run(main())
