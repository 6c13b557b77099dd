#!/usr/bin/env python3
"""Answers kept between runs: for their time, in a file that several programs use, and that may be broken.
usage: kept.py ASK-DNS MIYABURI-CHECK     SPDX-License-Identifier: GPL-3.0-or-later"""
import asyncio
import contextlib
import json
import os
import sqlite3
import stat
import sys
import tempfile
import time

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path += [TESTS, os.path.join(TESTS, "dns")]
from faults import Faults  # noqa: E402
from runner import Tap  # noqa: E402
from zone import free_port  # noqa: E402

ASK, PROGRAM = sys.argv[1:]
tap = Tap()


class Server:
    def __init__(self):
        self.faults = Faults()

    async def start(self):
        await self.faults.start(free_port())
        self.address = "127.0.0.1:%d" % self.faults.port
        return self

    async def ask(self, cache, *names):
        """({name: answer}, number of questions that reached the server)"""
        before = len(self.faults.log)
        words = [w for n in names for w in ("TXT", n)]
        p = await asyncio.create_subprocess_exec(ASK, "--dns", self.address, *words, stdout=asyncio.subprocess.PIPE,
                                                 env={**os.environ, "MIYABURI_LOOKUP_CACHE": cache})
        out, _ = await p.communicate()
        if p.returncode:
            raise RuntimeError("ask-dns ended with %d" % p.returncode)
        dns = json.loads(out.splitlines()[0])[0]["dns"]
        return {n: dns.get(n, {}).get("TXT") for n in names}, len(self.faults.log) - before


def rows(path):
    with contextlib.closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT count(*) FROM answers").fetchone()[0]


async def clear(cache):
    p = await asyncio.create_subprocess_exec(PROGRAM, "--clear-cache", env={**os.environ, "MIYABURI_LOOKUP_CACHE": cache})
    return await p.wait()


async def keeps(server, folder):
    cache = os.path.join(folder, "deep", "lookups.sqlite")
    good = "fine.kept.example"
    first, asked = await server.ask(cache, good)
    again, later = await server.ask(cache, good)
    tap.case("another run asks nothing and says the same", [] if first == again == {good: ["good"]} and asked and not later else [first, again, later])
    mode = stat.S_IMODE(os.stat(cache).st_mode)
    tap.case("only the user can read what was asked", [] if mode == 0o600 else [oct(mode)])
    with sqlite3.connect(cache) as db:
        left = db.execute("SELECT expires FROM answers").fetchone()[0] - time.time()
    tap.case("for the record's own time to live", [] if 200 < left <= 300 else [left])
    for kind in ("servfail", "refused", "ttl0"):
        name = kind + ".kept.example"
        await server.ask(cache, name)
        _, later = await server.ask(cache, name)
        tap.case("not kept: " + kind, [] if later else ["not asked again"])
    for what, change in {"expired": -10, "from a wrong clock": 40 * 86400}.items():
        with sqlite3.connect(cache) as db:
            db.execute("UPDATE answers SET expires = ?", (int(time.time()) + change,))
        _, later = await server.ask(cache, good)
        tap.case("not used: " + what, [] if later else ["not asked again"])
    with sqlite3.connect(cache) as db:
        db.execute("UPDATE answers SET answer = '{\"dns\": [[[[ garbage'")
    got, later = await server.ask(cache, good)
    tap.case("an answer that is none is asked for again", [] if later and got == {good: ["good"]} else [got, later])
    with contextlib.closing(sqlite3.connect(cache, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        made = os.stat(cache).st_ino
        status, file = await clear(cache), os.path.exists(cache) and os.stat(cache).st_ino
        other.execute("ROLLBACK")
    tap.case("not removed while another program writes, and that is said", [] if status and file == made and rows(cache) else [status, file])
    status = await clear(cache)
    tap.case("cleared by the user", [] if status == 0 and rows(cache) == 0 and (await server.ask(cache, good))[1] else [status])


async def bounded(server, folder):
    cache = os.path.join(folder, "full.sqlite")
    await server.ask(cache, "fine.kept.example")
    with sqlite3.connect(cache) as db:
        db.executemany("INSERT INTO answers VALUES (?, '{}', ?)", ((str(i), int(time.time()) + 1000 + i) for i in range(25000)))
    await server.ask(cache, "fine.other.example")
    n = rows(cache)
    tap.case("never more than 20,000 answers: %d" % n, [] if 0 < n <= 20000 else [n])


async def broken(server, folder):
    def file(name, data):
        path = os.path.join(folder, name)
        with open(path, "wb") as f:
            f.write(data)
        return path

    sound = os.path.join(folder, "sound.sqlite")
    await server.ask(sound, "fine.kept.example")
    with sqlite3.connect(sound) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = open(sound, "rb").read()
    other = os.path.join(folder, "other.sqlite")
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE answers (a)")
    link = os.path.join(folder, "link.sqlite")
    os.symlink(sound, link)
    places = {"garbage": file("garbage", b"no database" * 1000), "cut": file("cut", data[:5000]), "bytes turned": file(
        "turned", data[:100] + bytes(b ^ 0x5a for b in data[100:])), "another table": other, "a folder": folder, "a link": link,
        "no such device": "/proc/1/lookups.sqlite", "below a file": os.path.join(sound, "x.sqlite"), "a FIFO": os.path.join(folder, "fifo")}
    os.mkfifo(places["a FIFO"])
    for what, path in places.items():
        got, asked = await asyncio.wait_for(server.ask(path, "fine.kept.example"), 10)
        tap.case("works without: " + what, [] if asked and got == {"fine.kept.example": ["good"]} else [got, asked])
    tap.case("clearing removes what is no database", [] if await clear(places["garbage"]) == 0 and not os.path.exists(places["garbage"]) else ["still there"])
    await clear(places["a FIFO"])
    await clear(link)
    kept = [p for p in (places["a FIFO"], link, sound) if not os.path.lexists(p)]
    tap.case("clearing leaves alone what the program never made", kept)


async def together(server, folder):
    cache = os.path.join(folder, "together.sqlite")
    runs = [server.ask(cache, *["n%d-%d.fine.example" % (r // 2, i) for i in range(40)]) for r in range(8)]
    same = [server.ask(cache, *["fine.s%d.example" % i for i in range(40)]) for _ in range(4)]
    results = await asyncio.gather(*runs, *same)
    with sqlite3.connect(cache) as db:
        sound = db.execute("PRAGMA integrity_check").fetchone()[0]
    answered = all(v == ["good"] for got, _ in results[8:] for v in got.values())
    tap.case("twelve programs at once: every one answered, the file sound (%d rows)" % rows(cache),
             [] if sound == "ok" and answered and rows(cache) >= 40 else [sound, answered])


async def main():
    server = await Server().start()
    with tempfile.TemporaryDirectory() as folder:
        await keeps(server, folder)
        await bounded(server, folder)
        await broken(server, folder)
        await together(server, folder)
    tap.finish()


asyncio.run(main())
