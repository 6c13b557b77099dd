"""Who would be told: a name server and every registry, on loopback. They know nothing and remember each question.
SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import socket
import socketserver
import threading


class Names:
    """A name server. With answers every address question about a name in them is answered."""

    def __init__(self):
        self.seen, self.socket = set(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        self.socket.bind(('127.0.0.1', 0))
        self.place = '127.0.0.1:%d' % self.socket.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            query, client = self.socket.recvfrom(4096)
            labels, at = [], 12
            while at < len(query) and query[at]:
                labels.append(query[at + 1:at + 1 + query[at]].decode('latin-1').lower())
                at += 1 + query[at]
            self.seen.add('.'.join(labels))
            self.socket.sendto(query[:2] + b'\x81\x83' + query[4:6] + b'\0' * 6 + query[12:at + 5], client)


class Registries:
    """One port that plays every WHOIS and RDAP server the program can ask."""

    def __init__(self, source, map_path):
        outer = self
        self.seen, self.map = set(), str(map_path)

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                line = self.rfile.readline(70000).decode('latin-1').strip()
                if line.startswith('GET '):
                    outer.seen.add(line.split()[1])
                    while self.rfile.readline(70000).strip():
                        pass
                    self.wfile.write(b'HTTP/1.1 503 X\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
                else:
                    outer.seen.add(line)
                    self.wfile.write(b'Error: ask later\r\n')

        server = socketserver.ThreadingTCPServer(('127.0.0.1', 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with open(map_path, 'w', encoding='utf-8') as f:
            for host in sorted(hosts_of(source)):
                f.write('%s 127.0.0.1:%d\n' % (host, server.server_address[1]))


def hosts_of(source):
    """Every server that the program may ask by itself, out of the tables it is built from."""
    hosts = {'whois.iana.org', 'whois.verisign-grs.com', 'whois.nic.ad.jp'} | {'whois.%s.net' % r for r in ('afrinic', 'apnic', 'arin', 'lacnic', 'ripe')}
    for line in (source / 'data/tables/whois-servers.tsv').read_text(encoding='utf-8').splitlines():
        hosts |= {line.split('\t')[1]} if line.strip() and not line.startswith('#') else set()
    for name in ('dns', 'ipv4', 'ipv6'):
        for _, urls in json.loads((source / 'data/registry' / (name + '.json')).read_text(encoding='utf-8'))['services']:
            hosts |= {url.split('/')[2] for url in urls if url.startswith('https://')}
    return {host.lower() for host in hosts}
