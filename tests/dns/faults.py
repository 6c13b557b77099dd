"""A DNS server on loopback that misbehaves as the first label of the name asks it to.
SPDX-License-Identifier: GPL-3.0-or-later"""
import asyncio
import struct

TXT = 16


def name_bytes(name):
    return b"".join(bytes([len(l)]) + l.encode("latin-1") for l in name.split(".") if l) + b"\0"


def read_question(data):
    labels, at = [], 12
    while data[at]:
        labels.append(data[at + 1:at + 1 + data[at]].decode("latin-1"))
        at += 1 + data[at]
    return ".".join(labels).lower(), struct.unpack(">H", data[at + 1:at + 3])[0], data[12:at + 5]


def message(query, answers=(), rcode=0, flags=0x8180, ident=None, count=None):
    question = read_question(query)[2]
    ident = query[:2] if ident is None else ident
    head = ident + struct.pack(">HHHHH", flags | rcode, 1, len(answers) if count is None else count, 0, 0)
    return head + question + b"".join(answers)


def record(name, rtype, data, ttl=300):
    return name_bytes(name) + struct.pack(">HHIH", rtype, 1, ttl, len(data)) + data


def txt(text):
    text = text.encode("latin-1") if isinstance(text, str) else text
    return b"".join(bytes([len(text[i:i + 255])]) + text[i:i + 255] for i in range(0, max(len(text), 1), 255))


def alias_loop(query, name):
    other = "other-" + name
    return message(query, [record(name, 5, name_bytes(other)), record(other, 5, name_bytes(name))])


def long_chain(query, name, length):
    names = [name] + [f"c{i}.{name}" for i in range(length)]
    chain = [record(a, 5, name_bytes(b)) for a, b in zip(names, names[1:])]
    return message(query, chain + [record(names[-1], TXT, txt("end"))])


def step_alias(query, name):
    """Never follows by itself: step5.x → step4.x → … → step0.x, one question each."""
    head, rest = name.split(".", 1)
    n = int(head[4:])
    if n == 0:
        return message(query, [record(name, TXT, txt("end"))])
    return message(query, [record(name, 5, name_bytes(f"step{n - 1}.{rest}"))])


class Faults:
    """log: every (transport, name, type, id) asked; a question sent again keeps its id."""

    def __init__(self, delay=0.0):
        self.log, self.delay = [], delay

    async def start(self, port, tcp=True):
        loop = asyncio.get_running_loop()
        self.udp, _ = await loop.create_datagram_endpoint(lambda: Udp(self), local_addr=("127.0.0.1", port))
        self.port = self.udp.get_extra_info("sockname")[1]
        if tcp:
            self.tcp = await asyncio.start_server(self.on_tcp, "127.0.0.1", self.port)
        return self

    async def on_tcp(self, reader, writer):
        """Several queries may come over one connection; each is answered by itself."""
        tasks = []
        try:
            while True:
                size = struct.unpack(">H", await reader.readexactly(2))[0]
                query = await reader.readexactly(size)
                name, rtype, _ = read_question(query)
                self.log.append(("tcp", name, rtype, query[:2]))
                if name.startswith("closedtcp."):
                    break
                tasks.append(asyncio.ensure_future(self.tcp_reply(writer, query, name)))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        for task in tasks:
            task.cancel()
        writer.close()

    async def tcp_reply(self, writer, query, name):
        kind = name.split(".")[0]
        try:
            if kind in ("big64", "big3"):
                answer = message(query, [record(name, TXT, txt("y" * (60000 if kind == "big64" else 3000)))])
                writer.write(struct.pack(">H", len(answer)) + answer)
                await writer.drain()
            elif kind == "driptcp":
                for byte in struct.pack(">H", 500) + bytes(500):
                    writer.write(bytes([byte]))
                    await asyncio.sleep(0.5)
        except ConnectionError:
            pass

    def replies(self, query):
        """[(seconds, bytes), …]"""
        name, rtype, question = read_question(query)
        self.log.append(("udp", name, rtype, query[:2]))
        kind = name.split(".")[0]
        good = message(query, [record(name, TXT, txt("good"))])
        wrong = message(query, [record(name, TXT, txt("wrong"))])
        table = {
            "silent": [],
            "refused": [(0, message(query, rcode=5))],
            "servfail": [(0, message(query, rcode=2))],
            "notimp": [(0, message(query, rcode=4))],
            "nxdomain": [(0, message(query, rcode=3))],
            "nodata": [(0, message(query))],
            "garbage": [(0, query[:2] + b"\x81\x80" + b"\xff" * 40)],
            "empty": [(0, b"")],
            "short": [(0, good[:-3])],
            "lies": [(0, message(query, [record(name, TXT, txt("good"))], count=50))],
            "badlength": [(0, message(query, [record(name, TXT, b"\xfffoo")]))],
            "otherquestion": [(0, good.replace(question[:14], name_bytes("evil.example")[:14]))],
            "wrongid": [(0, message(query, [record(name, TXT, txt("wrong"))], ident=b"\0\0"))],
            "wrongidfirst": [(0, message(query, [record(name, TXT, txt("wrong"))], ident=b"\0\0")), (0.05, good)],
            "deadtcp": [(0, message(query, flags=0x8380))],
            "closedtcp": [(0, message(query, flags=0x8380))],
            "driptcp": [(0, message(query, flags=0x8380))],
            "big64": [(0, message(query, flags=0x8380))],
            "big3": [(0, message(query, flags=0x8380))],
            "slow5": [(5, good)],
            "loop": [(0, alias_loop(query, name))],
            "self": [(0, message(query, [record(name, 5, name_bytes(name))]))],
            "chain8": [(0, long_chain(query, name, 8))],
            "chain9": [(0, long_chain(query, name, 9))],
            "nul": [(0, message(query, [record(name, TXT, txt(b"a\0b"))]))],
            "ttl0": [(0, message(query, [record(name, TXT, txt("good"), 0)]))],
            "other": [(0, message(query, [record("evil.example", TXT, txt("wrong"))]))],
            "pointer": [(0, message(query, [b"\xc0\xff" + struct.pack(">HHIH", TXT, 1, 300, 5) + b"\x04evil"]))],
            "selfpointer": [(0, message(query, [b"\xc0" + bytes([12 + len(question)]) + bytes(10)]))],
        }
        if kind.startswith("step"):
            return [(0, step_alias(query, name))]
        if kind == "mixed":
            return [(0, wrong[:2] + b"\x81\x80" + b"\xff" * 9), (0.01, message(query, ident=b"\1\1")), (0.02, good)]
        return table.get(kind, [(self.delay, good)])


class Udp(asyncio.DatagramProtocol):
    def __init__(self, faults):
        self.faults = faults

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        loop = asyncio.get_running_loop()
        for seconds, reply in self.faults.replies(data):
            if seconds:
                loop.call_later(seconds, self.transport.sendto, reply, addr)
            else:
                self.transport.sendto(reply, addr)


class ZoneServer(Faults):
    """Answers from {name: {TYPE: [record]}} after a delay; log: (seconds, name, type)."""
    NUMBERS = {"A": 1, "MX": 15, "TXT": 16, "PTR": 12}

    def __init__(self, dns, delay):
        super().__init__(delay)
        self.dns = dns

    def data(self, rtype, value):
        if rtype == "A":
            return bytes(map(int, value.split(".")))
        if rtype == "MX":
            return struct.pack(">H", value[0]) + name_bytes(value[1])
        return txt(value) if rtype == "TXT" else name_bytes(value)

    def replies(self, query):
        name, number, _ = read_question(query)
        self.log.append((asyncio.get_running_loop().time(), name, number))
        types = self.dns.get(name)
        if types is None:
            return [(self.delay, message(query, rcode=3))]
        answers = [record(name, number, self.data(t, v)) for t, values in types.items() if self.NUMBERS[t] == number
                   for v in values]
        return [(self.delay, message(query, answers))]

    def round_trips(self):
        """Bursts of questions: a new one begins where nothing was asked for half the delay."""
        times = sorted(t for t, _, _ in self.log)
        return sum(1 for a, b in zip([float("-inf")] + times, times) if b - a > self.delay / 2)
