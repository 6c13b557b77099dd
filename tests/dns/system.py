#!/usr/bin/env python3
"""The system's resolver, as /etc/resolv.conf names it, in namespaces of our own (TAP).
usage: system.py ASK-DNS     SPDX-License-Identifier: GPL-3.0-or-later"""
import asyncio
import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from faults import ZoneServer  # noqa: E402

ASK = sys.argv[1]


def loopback_up():
    with socket.socket() as s:
        request = struct.pack("16sH14s", b"lo", 1 | 64, b"")
        fcntl.ioctl(s, 0x8914, request)  # SIOCSIFFLAGS: IFF_UP | IFF_RUNNING


async def ask(*words):
    p = await asyncio.create_subprocess_exec(ASK, *words, stdout=asyncio.subprocess.PIPE)
    return json.loads((await p.communicate())[0])[0]["dns"]


# Names that may be asked of the system: reserved ones such as .example are not (SECURITY section 5). Nothing leaves the namespace.
async def inside():
    loopback_up()
    questions = ["TXT", "a.zone.jp", "TXT", "gone.zone.jp", "MX", "a.zone.jp"]
    known = {"a.zone.jp": {"TXT": ["hello"]}, "a.root-servers.net": {"A": ["198.41.0.4"]}}
    server = await ZoneServer(known, 0.01).start(53, tcp=False)
    honest = await ask(*questions)
    del server.dns["a.root-servers.net"]
    walled = await ask(*questions)
    cases = [
        ("an honest resolver's NXDOMAIN is believed", honest["gone.zone.jp"]["TXT"] == "NXDOMAIN", honest),
        ("and its missing record", honest["a.zone.jp"]["MX"] == "NODATA", honest),
        ("found is found", honest["a.zone.jp"]["TXT"] == walled["a.zone.jp"]["TXT"] == ["hello"], walled),
        ("a resolver that knows no Internet is not believed", walled["gone.zone.jp"]["TXT"] == "SERVFAIL", walled),
        ("nor in what it says is not there", walled["a.zone.jp"]["MX"] == "SERVFAIL", walled),
    ]
    print("1..%d" % len(cases))
    for i, (name, ok, detail) in enumerate(cases, 1):
        print("%sok %d - %s" % ("" if ok else "not ", i, name))
        if not ok:
            print("# %s" % detail)


if os.environ.get("MIYABURI_INSIDE"):
    asyncio.run(inside())
else:
    with tempfile.TemporaryDirectory() as temp:
        conf = os.path.join(temp, "resolv.conf")
        with open(conf, "w") as f:
            f.write("nameserver 127.0.0.1\n")
        script = 'mount --bind "$1" /etc/resolv.conf && shift && exec "$@"'
        command = ["unshare", "-rnm", "sh", "-c", script, "sh", conf]
        if subprocess.run(command + ["true"], capture_output=True).returncode:
            print("1..0 # SKIP no namespaces here")
            sys.exit(0)
        sys.exit(subprocess.run(command + [sys.executable, __file__, ASK], env={**os.environ, "MIYABURI_INSIDE": "1"}).returncode)
