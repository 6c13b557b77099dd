#!/usr/bin/env python3
"""Verdicts over a corpus: the goals' table, the misses, and each check's hit rate on every set. Mails are judged offline
by miyaburi-check; nothing of them is kept or shown but file name, verdict and check ids.
usage: table.py BUILD-DIR DIR [--misses N]    DIR: a folder with list.tsv (and mails or *.tar.xz), or one that holds such
SPDX-License-Identifier: GPL-3.0-or-later"""
import argparse
import collections
import csv
import datetime
import json
import pathlib
import subprocess
import tarfile
import tempfile

WARNED = {"suspicious", "hijacked", "spoofed", "error"}
csv.field_size_limit(1 << 24)


class Mail:
    def __init__(self, group, name, path, row):
        self.group, self.name, self.path, self.row = group, name, path, row
        self.report = {}

    @property
    def verdict(self):
        return self.report.get("verdict", "error")

    def meets(self):
        """Whether the list's "expect" holds (README of the corpus, "How expect is met")."""
        expect = self.row["expect"]
        if isinstance(expect, list):
            allowed = set(expect)
            if "legitimate" in allowed:
                allowed.add("genuine")
            if allowed & WARNED:
                allowed |= {"hijacked", "error"}
            return self.verdict in allowed
        for word in expect.split(" ")[0].split("/"):
            word = word.strip()
            if word.startswith("not:") and self.verdict == word[4:]:
                return False
            if word in ("genuine", "legitimate") and self.report.get("address") != "genuine":
                return False
        return True


def group_of(folder, row):
    name, notes = row["id"], row.get("notes") or ""
    if folder == "ham":
        kind = "2002" if notes.startswith("2002") else "direct" if ".direct." in name else "lists"
        return "ham " + kind
    if folder == "japanese_lists":
        return "japanese " + ("direct" if ".direct." in name else "lists")
    if folder == "phishing_pot":
        return "phishing_pot noise" if "NOISE" in notes else "phishing_pot"
    return folder


def read_set(folder, scratch):
    """The mails of one folder with list.tsv, unpacked where they stand in an archive."""
    places = [folder]
    for archive in sorted(folder.glob("*.tar.xz")):
        target = scratch / folder.name
        target.mkdir(parents=True, exist_ok=True)
        with tarfile.open(archive) as tar:
            tar.extractall(target, filter="data") if hasattr(tarfile, "data_filter") else tar.extractall(target)
        places.append(target)
    with open(folder / "list.tsv", encoding="utf-8", errors="surrogateescape", newline="") as f:
        rows = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        path = next((p / row["id"] for p in places if (p / row["id"]).exists()), None)
        if path and "expect" in row:
            yield Mail(group_of(folder.name, row), row["id"], path, row)


def read_attack(folder):
    for line in open(folder / "cases.jsonl", encoding="utf-8"):
        case = json.loads(line)
        group = "attack " + case["label"] + (" hard" if case["hard"] else "")
        yield Mail(group, case["id"], folder / case["file"], case)


def judge(check, mails, options=()):
    names = b"\0".join(str(m.path).encode() for m in mails)
    run = subprocess.run([check, "--json", "--offline", "--exit-zero", *options, "--files0-from", "-"],
                         input=names, stdout=subprocess.PIPE, check=True)
    by_file = {m.path.name: m for m in mails}
    for line in run.stdout.splitlines():
        report = json.loads(line)
        by_file[pathlib.Path(report["file"]).name].report = report


def judge_attack(check, mails):
    by_time = collections.defaultdict(list)
    for m in mails:
        by_time[m.row["eval_time"]].append(m)
    for when, some in by_time.items():
        now = datetime.datetime.fromtimestamp(when, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        judge(check, some, ["--own-domain", "victim.example", "--own-address", "taro@victim.example",
                            "--trust-server", "mx.victim.example", "--now", now])


def share(n, of):
    return "%5.1f %% (%d/%d)" % (100 * n / of, n, of) if of else "–"


def print_verdicts(groups):
    names = ["legitimate", "genuine", "unknown", "suspicious", "hijacked", "spoofed", "error"]
    print("\n%-22s %6s" % ("set", "mails"), *("%11s" % n for n in names), "%14s" % "expect met")
    for group, mails in groups.items():
        count = collections.Counter(m.verdict for m in mails)
        print("%-22s %6d" % (group, len(mails)), *("%11d" % count[n] for n in names),
              "%14s" % ("%d/%d" % (sum(m.meets() for m in mails), len(mails))))


def print_goals(groups):
    rows = []

    def goal(text, mails, test, limit, at_least=True):
        if mails:
            n = sum(1 for m in mails if test(m))
            rate = n / len(mails)
            rows.append((text, share(n, len(mails)), limit, rate >= limit if at_least else rate <= limit))

    get = lambda name: groups.get(name, [])
    warned, spoofed = lambda m: m.verdict in WARNED, lambda m: m.verdict == "spoofed"
    green = lambda m: m.verdict == "legitimate"
    passed = lambda m: m.verdict in ("legitimate", "genuine")
    pot = get("phishing_pot")
    goal("phishing_pot warned", pot, warned, 0.75)
    goal("phishing_pot, a brand noted: warned", [m for m in pot if "brand=" in m.row["notes"]], warned, 0.90)
    goal("phishing_pot legitimate", pot, green, 0, False)
    goal("japanese direct warned", get("japanese direct"), warned, 0.97)
    goal("japanese direct spoofed", get("japanese direct"), spoofed, 0.90)
    goal("japanese legitimate", get("japanese direct") + get("japanese lists"), green, 0, False)
    for name, limit in (("ham direct", 0.01), ("ham lists", 0.02), ("ham 2002", 0.03)):
        goal(name + " spoofed", get(name), spoofed, 0, False)
        goal(name + " warned", get(name), warned, limit, False)
    ham = [m for g, mails in groups.items() if g.startswith("ham") for m in mails]
    goal("ham labelled genuine: address genuine", [m for m in ham if m.row["expect"] == "genuine"],
         lambda m: m.report.get("address") == "genuine", 0.98)
    goal("attacks legitimate or genuine", get("attack attack"), passed, 0, False)
    goal("controls spoofed", get("attack control"), spoofed, 0, False)
    goal("fixtures: expect met", get("fixtures"), Mail.meets, 1)
    print("\n%-42s %-22s %s" % ("goal", "measured", "limit"))
    for text, measured, limit, ok in rows:
        print("%-42s %-22s %s%s" % (text, measured, "%g %%" % (100 * limit), "" if ok else "   MISSED"))


def print_hits(groups):
    ids = collections.Counter(f["id"] for mails in groups.values() for m in mails for f in m.report.get("findings", []))
    print("\nhit rate of each check, %")
    print("%-36s" % "check", *("%8s" % g.replace("phishing_", "").replace("japanese", "ja")[:8] for g in groups))
    for check in sorted(ids):
        cells = []
        for mails in groups.values():
            hits = sum(any(f["id"] == check for f in m.report.get("findings", [])) for m in mails)
            cells.append("%8.1f" % (100 * hits / len(mails)) if hits else "%8s" % "·")
        print("%-36s" % check, *cells)


def print_misses(groups, limit):
    for group, mails in groups.items():
        wrong = [m for m in mails if is_miss(group, m)]
        if wrong:
            print("\nmisses in %s: %d" % (group, len(wrong)))
        for m in wrong[:limit]:
            signs = " ".join("%s:%s" % (f["id"], f["leaning"][0].upper()) for f in m.report.get("findings", [])
                             if f["leaning"] in ("strong", "medium", "weak"))
            print("  %-60s %-11s %-8s %s" % (m.name[:60], m.verdict, m.report.get("address"), signs))


def is_miss(group, m):
    if group.startswith("ham"):
        return m.verdict in WARNED or not m.meets()
    if group in ("phishing_pot", "japanese direct"):
        return m.verdict not in WARNED
    return not m.meets()


def main():
    args = argparse.ArgumentParser()
    args.add_argument("build"), args.add_argument("dir"), args.add_argument("--misses", type=int, default=40)
    args.add_argument("--json", help="also write all reports to this file, one a line")
    args = args.parse_args()
    check = str(pathlib.Path(args.build) / "native-host" / "miyaburi-check")
    root = pathlib.Path(args.dir)
    folders = [root] if (root / "list.tsv").exists() or (root / "cases.jsonl").exists() else sorted(p for p in root.iterdir() if p.is_dir())
    mails = []
    with tempfile.TemporaryDirectory() as scratch:
        for folder in folders:
            if (folder / "cases.jsonl").exists():
                some = list(read_attack(folder))
                judge_attack(check, some)
            elif (folder / "list.tsv").exists():
                some = list(read_set(folder, pathlib.Path(scratch)))
                if some:
                    judge(check, some)
            else:
                continue
            mails += some
    groups = collections.defaultdict(list)
    for m in mails:
        groups[m.group].append(m)
    if args.json:
        with open(args.json, "w", encoding="utf-8") as f:
            f.writelines(json.dumps([m.group, m.name, m.report], ensure_ascii=False) + "\n" for m in mails)
    print_misses(groups, args.misses)
    print_verdicts(groups)
    print_hits(groups)
    print_goals(groups)


main()
