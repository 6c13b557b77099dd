#!/usr/bin/env python3
"""DNS look-ups against a real server and against one that misbehaves, all on loopback (TAP).
usage: run.py ASK-DNS      SPDX-License-Identifier: GPL-3.0-or-later"""
import asyncio
import json
import os
import socket
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from faults import Faults  # noqa: E402
from zone import Nsd, free_port  # noqa: E402

LIMIT_MS = 3200
ASK = sys.argv[1]
results = []


def check(name, ok, detail=""):
    results.append(ok)
    print("%sok %d - %s" % ("" if ok else "not ", len(results), name), flush=True)
    if not ok:
        print("# " + str(detail)[:2000], flush=True)


async def ask(address, *questions, rounds=1, sessions=1, deadline=3000):
    words = [w for q in questions for w in q.split(" ")]
    p = await asyncio.create_subprocess_exec(
        ASK, "--dns", address, "--rounds=%d" % rounds, "--sessions=%d" % sessions, "--deadline=%d" % deadline, *words,
        stdout=asyncio.subprocess.PIPE)
    out, _ = await p.communicate()
    if p.returncode:
        raise RuntimeError("ask-dns ended with %d" % p.returncode)
    return [json.loads(line) for line in out.splitlines()]


def answer(session, question, r=0):
    rtype, name = question.split(" ")
    return session[r]["dns"].get(name.lower(), {}).get(rtype)


FAULTS = {  # first label → accepted answers
    "silent": ["TIMEOUT"], "refused": ["REFUSED"], "servfail": ["SERVFAIL"], "notimp": ["SERVFAIL"],
    "nxdomain": ["NXDOMAIN"], "nodata": ["NODATA"], "garbage": ["BAD", "TIMEOUT"], "empty": ["BAD", "TIMEOUT"],
    "short": ["BAD", "TIMEOUT"], "lies": ["BAD", "TIMEOUT"], "badlength": ["BAD"],
    "otherquestion": ["BAD", "TIMEOUT"], "wrongid": ["TIMEOUT"], "wrongidfirst": [["good"]],
    "deadtcp": ["TIMEOUT"], "closedtcp": ["TIMEOUT", "REFUSED", "SERVFAIL"], "driptcp": ["TIMEOUT"],
    "big64": ["BAD"], "big3": [["y" * 3000]], "slow5": ["TIMEOUT"], "loop": ["SERVFAIL"], "self": ["SERVFAIL"],
    "chain8": [["end"]], "chain9": ["SERVFAIL"], "step8": [["end"]], "step9": ["SERVFAIL"], "nul": [[{"base64": "YQBi"}]],
    "ttl0": [["good"]], "other": ["NODATA"], "pointer": ["BAD"], "selfpointer": ["BAD"],
    "mixed": [["good"], "BAD", "TIMEOUT"],
}


async def fault_matrix():
    server = await Faults().start(free_port())
    address = "127.0.0.1:%d" % server.port

    async def one(kind):
        question = "TXT %s.fault.example" % kind
        session, = await ask(address, question)
        got = answer(session, question)
        check("fault %s: %s in time" % (kind, "/".join(str(a)[:20] for a in FAULTS[kind])),
              got in FAULTS[kind] and session[0]["ms"] <= LIMIT_MS, (got, session[0]["ms"]))

    await asyncio.gather(*[one(kind) for kind in FAULTS])
    # all questions to one server share a connection: what spoils it for the others is asked alone above
    questions = ["TXT %s.fault.example" % kind for kind in FAULTS if kind not in ("driptcp", "closedtcp")]
    session, = await ask(address, *questions)
    wrong = [q for q in questions if answer(session, q) not in FAULTS[q.split(" ")[1].split(".")[0]]]
    check("all faults mixed in one batch: each answered, in time", not wrong and session[0]["ms"] <= LIMIT_MS,
          (wrong, session[0]["ms"]))
    session, = await ask(address, "TXT silent.fault.example", "TXT fine.fault.example", deadline=400)
    check("the deadline ends the wait, what came is kept",
          session[0]["ms"] < 600 and answer(session, "TXT fine.fault.example") == ["good"]
          and answer(session, "TXT silent.fault.example") == "TIMEOUT", session)


async def closed_port():
    session, = await ask("127.0.0.1:%d" % free_port(), "TXT a.example", "A a.example")
    check("no server at the port: a failure that may pass, in time",
          answer(session, "TXT a.example") in ("REFUSED", "TIMEOUT") and session[0]["ms"] <= LIMIT_MS, session)


async def cache_and_merge():
    server = await Faults(delay=0.05).start(free_port())
    address = "127.0.0.1:%d" % server.port

    def asked(name):
        return len({ident for _, n, _, ident in server.log if n == name})

    await ask(address, "TXT once.example", "TXT ttl0.example", "TXT servfail.example", "TXT nxdomain.example", rounds=3)
    check("an answer is kept for its time to live", asked("once.example") == 1, server.log)
    check("time to live 0 is asked again", asked("ttl0.example") == 3, server.log)
    check("a failure is never kept", asked("servfail.example") == 3, server.log)
    check("a negative answer is kept", asked("nxdomain.example") == 1, server.log)
    sessions = await ask(address, "TXT merged.example", sessions=8)
    check("equal questions of eight mails are one query",
          asked("merged.example") == 1 and all(answer(s, "TXT merged.example") == ["good"] for s in sessions),
          server.log)
    names = {n for _, n, _, _ in server.log}
    check("only the names themselves are asked, no search domain", all(n.count(".") == 1 for n in names), names)


async def parallel():
    server = await Faults(delay=0.03).start(free_port())
    session, = await ask("127.0.0.1:%d" % server.port, *["TXT n%d.example" % i for i in range(20)])
    check("20 look-ups at a server 30 ms away take one round trip", session[0]["ms"] < 60, session[0]["ms"])
    session, = await ask("127.0.0.1:%d" % server.port, *["TXT m%d.example" % i for i in range(100)])
    check("a mail asks at most 64 names", session[0]["asked"] == 64, session[0]["asked"])


async def never_asked():
    server = await Faults().start(free_port())
    names = ["localhost", "printer", "host.local", "x.onion", "a..b.example", "a_b.lan", "x.internal",
             "1.0.0.127.in-addr.arpa", "5.1.168.192.in-addr.arpa", "1.0.0.10.in-addr.arpa", "a'b.example",
             "user+tag.example"]
    session, = await ask("127.0.0.1:%d" % server.port, *["TXT " + n for n in names])
    check("private, single-label and odd names are never asked", not server.log and not session[0]["dns"], server.log)
    await ask("127.0.0.1:%d" % server.port, "TXT _dmarc.example.jp", "PTR 25.2.0.192.in-addr.arpa")
    check("public ones are", len({ident for _, _, _, ident in server.log}) == 2, server.log)


async def real_server():
    zone = {
        "a.example": {"A": ["192.0.2.1", "192.0.2.2"], "AAAA": ["2001:db8::1"], "MX": [[20, "b.example"], [10, "a.example"]],
                      "TXT": ["v=spf1 -all", "x" * 2000, "caf\u00e9 \"quoted\" ; \\"], "NS": ["ns.example"]},
        "null.example": {"MX": [[0, "."]]},
        "www.example": {"CNAME": ["a.example"]},
        "far.example": {"CNAME": ["gone.example"]},
        "1.2.0.192.in-addr.arpa": {"PTR": ["a.example"]},
        "deep.under.ent.example": {"A": ["192.0.2.9"]},
    }
    expected = {
        "A a.example": ["192.0.2.1", "192.0.2.2"], "AAAA a.example": ["2001:db8::1"],
        "MX a.example": [[10, "a.example"], [20, "b.example"]], "NS a.example": ["ns.example"],
        "MX null.example": [[0, ""]], "A www.example": ["192.0.2.1", "192.0.2.2"], "CNAME www.example": ["a.example"],
        "A far.example": "NXDOMAIN", "PTR 1.2.0.192.in-addr.arpa": ["a.example"], "A nothing.example": "NXDOMAIN",
        "TXT www.example": None, "TXT null.example": "NODATA", "A ent.example": "NODATA", "MX www.example": None,
    }
    expected["TXT www.example"] = expected["TXT a.example"] = zone["a.example"]["TXT"]
    expected["MX www.example"] = expected["MX a.example"]
    with Nsd(zone) as server:
        session, = await ask(server.address, *expected)
        for question, want in expected.items():
            got = answer(session, question)
            same = sorted(map(str, got)) == sorted(map(str, want)) if isinstance(got, list) and isinstance(want, list) else got == want
            check("nsd: " + question, same, (got, want))


def quiet(loop, context):
    """streams complain about handlers still open at the end"""


async def main():
    asyncio.get_running_loop().set_exception_handler(quiet)
    await asyncio.gather(fault_matrix(), closed_port())
    await cache_and_merge()
    await never_asked()
    await parallel()
    if Nsd.available():
        await real_server()
    else:
        check("nsd is installed", False, "apt-get install nsd")
    print("1..%d" % len(results))


asyncio.run(main())
