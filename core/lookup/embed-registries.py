#!/usr/bin/env python3
"""The RDAP bootstrap (RFC 9224) and the table of WHOIS servers as sorted C arrays.
usage: embed-registries.py REGISTRY-DIR WHOIS-TSV OUTPUT
SPDX-License-Identifier: GPL-3.0-or-later"""
import ipaddress
import json
import pathlib
import sys


def https(urls):
    """The https base with its final slash; plain http is never asked."""
    found = [u for u in urls if u.startswith("https://")]
    return (found[0].rstrip("/") + "/") if found else None


def services(path):
    for keys, urls in json.loads(path.read_text(encoding="utf-8"))["services"]:
        base = https(urls)
        if base:
            yield from ((key, base) for key in keys)


def pairs(name, rows):
    body = "".join(f'  {{"{key}", "{value}"}},\n' for key, value in sorted(rows))
    return f"static const Pair {name}[] = {{\n{body}}};\n"


def longest_first(rows):
    return sorted(rows, key=lambda row: -ipaddress.ip_network(row[0], strict=False).prefixlen)


def main(registry, whois, output):
    registry = pathlib.Path(registry)
    servers = []
    for line in pathlib.Path(whois).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            servers.append(tuple(line.split("\t")[:2]))
    text = "/* Made by embed-registries.py from data/. */\n"
    text += "typedef struct {\n  const char *key, *value;\n} Pair;\n"
    text += pairs("rdap_domains", services(registry / "dns.json"))
    networks = longest_first(services(registry / "ipv4.json")) + longest_first(services(registry / "ipv6.json"))
    text += "static const Pair rdap_networks[] = {\n"
    text += "".join(f'  {{"{key}", "{value}"}},\n' for key, value in networks) + "};\n"
    text += pairs("whois_servers", servers)
    pathlib.Path(output).write_text(text, encoding="utf-8")


main(*sys.argv[1:])
