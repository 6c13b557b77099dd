#!/usr/bin/env python3
"""The five articles with look-ups: a real DNS server on loopback with their zone, and registries' answers from
tests/registry. usage: online.py MIYABURI-CHECK LEVEL    (geo or registry)     SPDX-License-Identifier: GPL-3.0-or-later"""
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
for folder in ("dns", "registry"):
    sys.path.insert(0, os.path.join(TESTS, folder))
from loopback import Registries  # noqa: E402
from zone import Nsd, read_zone_text  # noqa: E402


# domain → address → country → owner, of the sender's domain and of the link's
CHAIN = [("from", "address", "203.142.205.139"), ("from", "country", "JP"), ("from", "owner", "デジタルダイブ"), ("sending", "address", "20.188.24.132"),
         ("sending", "country", "JP"), ("sending", "operator", "Microsoft"), ("link", "address", "162.241.218.10"), ("link", "country", "US"),
         ("link", "owner-address", "Arizona")]


def missing_steps(program, dns, registries):
    out = subprocess.run([program, "--json", "--exit-zero", "--dns", dns.address, "--allow", "dns,registries", "--now", "2021-10-14T03:00:00Z",
                          "--trust-server", "mx1.cad-office.example.jp", "--geo", os.path.join(TESTS, "geo", "seed-country-as.mmdb"),
                          "--registry-map", registries.map_file, os.path.join(HERE, "s002-digitaldive.eml")], capture_output=True, check=True).stdout
    chain = json.loads(out)["chain"]
    return [step for step in CHAIN if not any(s["chain"] == step[0] and s["kind"] == step[1] and step[2] in s["value"] and s["source"]
                                              and (s["when"] or s["source"] == "mail") for s in chain)]


def main():
    program, level = sys.argv[1:]
    if not Nsd.available():
        print("1..0 # SKIP nsd is not installed")
        return 0
    with open(os.path.join(HERE, "zone.txt"), encoding="utf-8") as f:
        zone = read_zone_text(f.read())
    with Nsd(zone) as dns, Registries() as registries:
        allow = "dns,registries" if level == "registry" else "dns"
        further = ["--resolve-link-hosts"] if level == "geo" else []
        chain_missing = missing_steps(program, dns, registries) if level == "registry" else []
        status = subprocess.run([sys.executable, os.path.join(HERE, "run.py"), program, level, "--dns", dns.address, "--allow", allow,
                                 "--geo", os.path.join(TESTS, "geo", "seed-country-as.mmdb"), "--registry-map", registries.map_file] + further).returncode
        private = [line for line in registries.log if "@" in line or "cad-office" in line]
        if level != "registry" and registries.log:
            private.append("asked without consent")
        for line in private:
            print("Bail out! a registry was asked: " + line)
        for step in chain_missing:
            print("Bail out! the chain lacks %s %s %s, or when it was told" % step)
        return 1 if private or chain_missing else status


sys.exit(main())
