#!/usr/bin/env python3
"""The five articles with look-ups: a real DNS server on loopback with their zone, and registries' answers from
tests/registry. usage: online.py MIYABURI-CHECK LEVEL    (geo or registry)     SPDX-License-Identifier: GPL-3.0-or-later"""
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
for folder in ("dns", "registry"):
    sys.path.insert(0, os.path.join(TESTS, folder))
from loopback import Registries  # noqa: E402
from zone import Nsd, read_zone_text  # noqa: E402


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
        status = subprocess.run([sys.executable, os.path.join(HERE, "run.py"), program, level, "--dns", dns.address, "--allow", allow,
                                 "--geo", os.path.join(TESTS, "geo", "seed-country-as.mmdb"), "--registry-map", registries.map_file] + further).returncode
        private = [line for line in registries.log if "@" in line or "cad-office" in line]
        if level != "registry" and registries.log:
            private.append("asked without consent")
        for line in private:
            print("Bail out! a registry was asked: " + line)
        return 1 if private else status


sys.exit(main())
