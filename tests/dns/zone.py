"""A facts.json "dns" object as the root zone of a real DNS server on loopback (nsd).
SPDX-License-Identifier: GPL-3.0-or-later"""
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time


def escape(text):
    return "".join(c if c.isalnum() or c in "-_." else "\\%03d" % ord(c) for c in text)


def strings(text):
    data = text.encode() if isinstance(text, str) else text
    pieces = [data[i:i + 255] for i in range(0, len(data), 255)] or [b""]
    return " ".join('"' + "".join(chr(b) if 32 < b < 127 and b not in b'"\\;' else "\\%03d" % b for b in p) + '"'
                    for p in pieces)


def record_lines(name, types):
    for rtype, records in types.items():
        for r in records:
            if rtype == "MX":
                data = "%d %s." % (r[0], escape(r[1].rstrip(".")))
            elif rtype == "TXT":
                data = strings("".join(r) if isinstance(r, list) else r)
            elif rtype in ("A", "AAAA"):
                data = r
            else:
                data = escape(r.rstrip(".")) + "."
            yield "%s. 300 IN %s %s" % (escape(name.rstrip(".")), rtype, data)


def apex(name, zones):
    while name not in zones:
        name = name.partition(".")[2]
    return name


def zones(dns):
    """{zone: text}: the root, and a zone of its own for each name with NS records, which would else be a delegation"""
    names = {n.rstrip(".").lower(): t for n, t in dns.items()}
    out = {"": [". 300 IN SOA ns.root-server.example. hostmaster.example. 1 3600 600 86400 60",
                ". 300 IN NS ns.root-server.example.", "ns.root-server.example. 300 IN A 127.0.0.1"]}
    for name, types in names.items():
        if "NS" in types:
            out[name] = ["%s. 300 IN SOA ns.root-server.example. hostmaster.example. 1 3600 600 86400 60" % escape(name)]
    for name, types in names.items():
        out[apex(name, out)] += record_lines(name, types)
    return {zone: "\n".join(text) + "\n" for zone, text in out.items()}


def read_zone_text(text):
    """A zone file with one record a line, as test data has them → {name: {TYPE: [record]}}"""
    dns = {}
    for line in text.splitlines():
        fields = line.split(None, 4)
        if len(fields) < 5 or line.startswith(";"):
            continue
        name, _, _, rtype, data = fields
        data = data.strip()
        if rtype == "TXT":
            data = data[data.index('"') + 1:data.rindex('"')]
        else:
            data = data.partition(";")[0].strip().rstrip(".")
        if rtype == "MX":
            data = [int(data.split()[0]), data.split()[1]]
        dns.setdefault(name.rstrip(".").lower(), {}).setdefault(rtype, []).append(data)
    return dns


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Nsd:
    """with Nsd({name: {type: [record]}}) as server: … server.address"""

    def __init__(self, dns):
        self.zones = zones(dns)

    @staticmethod
    def available():
        return shutil.which("nsd", path=os.environ["PATH"] + ":/usr/sbin:/sbin") is not None

    def __enter__(self):
        """Another test may take the free port first: then once more with another."""
        for left in (4, 3, 2, 1, 0):
            try:
                return self.start()
            except RuntimeError as error:
                self.__exit__()
                if not left or "Address already in use" not in str(error):
                    raise

    def start(self):
        self.dir = tempfile.mkdtemp(prefix="nsd-")
        self.port = free_port()
        self.address = "127.0.0.1:%d" % self.port
        conf = os.path.join(self.dir, "nsd.conf")
        with open(conf, "w") as f:
            f.write("""server:
  ip-address: 127.0.0.1@%d
  username: ""
  chroot: ""
  zonesdir: "%s"
  database: ""
  pidfile: "%s/pid"
  xfrdfile: ""
  zonelistfile: "%s/zones"
  cookie-secret-file: "%s/none"
  rrl-ratelimit: 0
  server-count: 1
remote-control:
  control-enable: no
""" % (self.port, self.dir, self.dir, self.dir, self.dir))
            for i, (name, text) in enumerate(self.zones.items()):
                zone_file = os.path.join(self.dir, "%d.zone" % i)
                f.write('zone:\n  name: "%s."\n  zonefile: "%s"\n' % (name, zone_file))
                with open(zone_file, "w") as z:
                    z.write(text)
        path = os.environ["PATH"] + ":/usr/sbin:/sbin"
        self.log = open(os.path.join(self.dir, "log"), "w+")
        self.process = subprocess.Popen([shutil.which("nsd", path=path), "-d", "-c", conf], stdout=self.log,
                                        stderr=self.log, start_new_session=True)
        self.wait()
        return self

    def wait(self):
        query = b"\0\1\0\0\0\1\0\0\0\0\0\0\0\0\2\0\1"
        for _ in range(100):
            if self.process.poll() is not None:
                break
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
                s.settimeout(0.1)
                try:
                    s.connect(("127.0.0.1", self.port))
                    s.send(query)
                    if s.recv(512)[3] & 15 == 0:
                        return
                except OSError:
                    time.sleep(0.05)
        self.log.seek(0)
        raise RuntimeError("nsd does not answer: " + self.log.read())

    def __exit__(self, *_):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()
        self.log.close()
        shutil.rmtree(self.dir, ignore_errors=True)
