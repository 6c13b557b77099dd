#!/usr/bin/env python3
"""Public block lists played on loopback: tested before they are believed, and asked about nothing but the sending
address and the links' domains. usage: lists.py MIYABURI-CHECK     SPDX-License-Identifier: GPL-3.0-or-later"""
import asyncio
import json
import os
import sys
import tempfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path += [TESTS, os.path.join(TESTS, "dns")]
from faults import ZoneServer  # noqa: E402
from runner import ENV, Tap  # noqa: E402
from zone import free_port  # noqa: E402

PROGRAM = sys.argv[1]
IP_LISTS = ["zen.spamhaus.org", "bl.spamcop.net", "b.barracudacentral.org"]
DOMAIN_LISTS = ["dbl.spamhaus.org", "multi.surbl.org", "multi.uribl.com"]
ALL = IP_LISTS + DOMAIN_LISTS
SENDER, CLIENT, LINK = "25.113.0.203", "9.100.51.198", "garden-sample-test.jp"
SENDER_IP = "203.0.113.25"
MAIL = """Return-Path: <secretlocal@flower-shop-test.jp>
Received: from mail.sender.example (mail.sender.example [203.0.113.25])
\tby mx.home.example (Postfix) with ESMTPS id 4 for <secretuser@home.example>; Mon, 02 Nov 2026 10:00:05 +0900
Received: from client (client [198.51.100.9]) by mail.sender.example with ESMTPSA id 5; Mon, 02 Nov 2026 10:00:01 +0900
From: secretlocal@flower-shop-test.jp
To: secretuser@home.example
Subject: secretsubject
Date: Mon, 02 Nov 2026 10:00:00 +0900
Message-ID: <secretid@flower-shop-test.jp>

https://secrethost.garden-sample-test.jp/secretpath http://192.0.2.77/secretpath https://www.home.example/
"""
tap = Tap()


TESTS_OF = {"dbl.spamhaus.org": ("dbltest.com", "127.0.1.2"), "multi.surbl.org": ("2.0.0.127", "127.0.0.254"),
            "multi.uribl.com": ("2.0.0.127", "127.0.0.14")}


def zone_of(listed, broken=()):
    """{name: code or codes} below lists that pass their tests"""
    tests = {z: TESTS_OF.get(z, ("2.0.0.127", "127.0.0.2")) for z in ALL if z not in broken}
    all_names = {**{"%s.%s" % (name, z): code for z, (name, code) in tests.items()}, **listed}
    return {name: {"A": codes if isinstance(codes, list) else [codes]} for name, codes in all_names.items()}


async def check(path, zone, now="2026-11-02T02:00:00Z", allow="dns,blocklists", files=1):
    server = await ZoneServer(zone, 0.0).start(free_port(), tcp=False)
    p = await asyncio.create_subprocess_exec(
        PROGRAM, "--json", "--exit-zero", "--now", now, "--allow", allow, "--trust-server", "mx.home.example", "--own-domain", "home.example",
        "--dns", "127.0.0.1:%d" % server.port, *[path] * files, stdout=asyncio.subprocess.PIPE, env=ENV)
    out, _ = await p.communicate()
    names = sorted({name for _, name, _ in [e[:3] for e in server.log] if name.endswith(tuple("." + z for z in ALL))})
    return json.loads(out.splitlines()[0]), names


def finding(got, check_id):
    return next((f for f in got["findings"] if f["id"] == check_id), None)


def values(got, check_id):
    f = finding(got, check_id)
    return " | ".join("%s: %s" % (e["label"], e["value"]) for e in f["evidence"]) if f else ""


def refused(got):
    return any(n["id"] == "blocklists-refused" for n in got["not_checked"])


async def listings(path):
    got, names = await check(path, zone_of({SENDER + ".zen.spamhaus.org": "127.0.0.4", LINK + ".dbl.spamhaus.org": "127.0.1.4"}))
    address, link = finding(got, "reputation.listed"), finding(got, "link.listed")
    tap.case("one list: a medium sign that names list, code and time",
             [] if address and address["leaning"] == "medium" and "infected" in values(got, address["id"])
             and "zen.spamhaus.org (127.0.0.4), 20" in values(got, address["id"]) else [values(got, "reputation.listed")])
    tap.case("a link's domain", [] if link and link["leaning"] == "medium" and "phishing" in values(got, "link.listed") else [got["findings"]])
    tap.case("each list answered", [got["not_checked"]] if refused(got) else [])
    wanted = {z: {SENDER} if z in IP_LISTS else {LINK} for z in ALL}
    tests = {"2.0.0.127", "1.0.0.127", "dbltest.com", "invalid"}
    odd = [n for n in names if not any(n.endswith("." + z) and n[:-len(z) - 1] in wanted[z] | tests for z in ALL)]
    tap.case("asked: the sending address, the link's registrable domain, the tests, nothing else", odd if odd or len(names) >= 18 else [names])
    rows = [a for a in got["asked"] if a["question"].startswith("block list")]
    tap.case("everything asked is in the report", [] if len(rows) == 6 and all(a["whom"] and a["when"] and a["answer"] for a in rows) else rows)
    got, _ = await check(path, zone_of({SENDER + "." + z: "127.0.0.2" for z in IP_LISTS[:2]}))
    tap.case("two independent lists are strong", [] if finding(got, "reputation.listed")["leaning"] == "strong" else [values(got, "reputation.listed")])


async def no_listings(path):
    cases = {
        "a resolver that answers every name": (zone_of({SENDER + "." + IP_LISTS[0]: "127.0.0.2", "1.0.0.127.zen.spamhaus.org": "127.0.0.2"}), True),
        "a dead list": (zone_of({SENDER + "." + IP_LISTS[0]: "127.0.0.2"}, broken=[IP_LISTS[0]]), True),
        "asked through an open resolver": (zone_of({SENDER + ".zen.spamhaus.org": "127.255.255.254"}), True),
        "asked too often": (zone_of({SENDER + ".zen.spamhaus.org": "127.255.255.255"}), True),
        "an address outside 127/8": (zone_of({SENDER + ".zen.spamhaus.org": "203.0.113.1"}), True),
        "a listing beside a refusal": (zone_of({SENDER + ".zen.spamhaus.org": ["127.0.0.2", "127.255.255.254"]}), True),
        "blocked bit": (zone_of({LINK + ".multi.uribl.com": "127.0.0.1"}), True),
        "an unknown code": (zone_of({SENDER + ".zen.spamhaus.org": "127.0.0.200"}), True),
        "grey is no reproach": (zone_of({LINK + ".multi.uribl.com": "127.0.0.4"}), False),
        "not listed": (zone_of({}), False),
        "the client behind the relay": (zone_of({CLIENT + ".zen.spamhaus.org": "127.0.0.4"}), False),
    }
    for name, (zone, open_question) in cases.items():
        got, _ = await check(path, zone)
        found = [f["id"] for f in got["findings"] if f["id"].endswith(".listed")]
        tap.case("no listing: " + name, found + ([] if refused(got) == open_question else ["could not be asked: %s" % refused(got)]))


async def not_asked(path):
    listed = zone_of({SENDER + ".zen.spamhaus.org": "127.0.0.4"})
    for name, more in {"an old mail": {"now": "2026-11-10T02:00:00Z"}, "a mail from the future": {"now": "2026-10-20T02:00:00Z"},
                       "not allowed": {"allow": "dns"}, "a batch": {"files": 2}}.items():
        got, names = await check(path, listed, **more)
        tap.case("no list is asked: " + name, names + [f["id"] for f in got["findings"] if f["id"].endswith(".listed")])


async def main():
    with tempfile.NamedTemporaryFile("w", suffix=".eml") as f:
        f.write(MAIL)
        f.flush()
        await listings(f.name)
        await no_listings(f.name)
        await not_asked(f.name)
    tap.finish()


asyncio.run(main())
