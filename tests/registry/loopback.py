"""index.json played on loopback: one port for each server name, WHOIS and RDAP alike.
SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import os
import socketserver
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))


def answer_of(entry):
    with open(os.path.join(HERE, entry["file"]), "rb") as f:
        return f.read()


def find(entries, server, member, value):
    for entry in entries:
        if entry["server"].lower() == server and entry.get(member, "").lower() == value.lower():
            return entry
    return None


def http(entry):
    body = answer_of(entry) if entry else b""
    head = ["HTTP/1.1 %d X" % (entry["status"] if entry else 404), "Connection: close", "Content-Length: %d" % len(body)]
    head.append("Content-Type: " + (entry["content_type"] if entry else "text/plain"))
    head += ["%s: %s" % item for item in (entry or {}).get("headers", {}).items()]
    return ("\r\n".join(head) + "\r\n\r\n").encode() + body


class Registries:
    """with Registries() as registries: … registries.map_file, registries.log"""

    def __enter__(self):
        with open(os.path.join(HERE, "index.json"), encoding="utf-8") as f:
            self.entries = json.load(f)
        self.log, self.servers = [], []
        with tempfile.NamedTemporaryFile("w", suffix=".map", delete=False) as f:
            for name in sorted({e["server"].lower() for e in self.entries}):
                f.write("%s 127.0.0.1:%d\n" % (name, self.serve(name)))
            self.map_file = f.name
        return self

    def serve(self, name):
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                line = self.rfile.readline().decode().strip()
                outer.log.append("%s %s" % (name, line))
                if line.startswith("GET "):
                    while self.rfile.readline().strip():
                        pass
                    self.wfile.write(http(find(outer.entries, name, "path", line.split()[1])))
                else:
                    entry = find(outer.entries, name, "query", line)
                    self.wfile.write(answer_of(entry) if entry else b"No match\r\n")

        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.servers.append(server)
        return server.server_address[1]

    def __exit__(self, *_):
        for server in self.servers:
            server.shutdown()
            server.server_close()
        os.unlink(self.map_file)
