// Stands in for the host where the real one cannot misbehave on demand. usage: fake-host.mjs BEHAVIOUR
//   spoofed | legitimate   well-behaved, always with that verdict     slow:MS   answers a check after MS
//   slow-logged:FILE  answers a check after 5 s and writes the type of each request
//   die-on-check | die-once:FILE | garbage | debug-line | silent
// SPDX-License-Identifier: GPL-3.0-or-later
import fs from "node:fs";

const [behaviour, argument] = process.argv[2].split(/:(.*)/s);
let buffer = Buffer.alloc(0);

function send(message) {
  const text = Buffer.from(JSON.stringify(message));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  fs.writeSync(1, Buffer.concat([length, text]));
}

const report = verdict => ({ verdict, label: `label-${verdict}`, sentence: `sentence-${verdict}`, reasons: [{ finding: null, text: "reason-one" }],
  action: { id: "action.none", text: "action-text" }, partial: false, allowed: [], findings: [], checked_by_text: "checked-by" });

function onCheck(request) {
  if (behaviour === "die-on-check") process.exit(1);
  if (behaviour === "die-once" && !fs.existsSync(argument)) { fs.writeFileSync(argument, ""); process.exit(1); }
  if (behaviour === "silent") return;
  const verdict = behaviour === "legitimate" ? "legitimate" : "spoofed";
  const answer = request.batch ? { type: "row", verdict, label: `label-${verdict}`, sentence: "sentence", partial: false } : { type: "report", final: true, report: report(verdict) };
  setTimeout(() => send({ id: request.id, ...answer }), { slow: Number(argument), "slow-logged": 5000 }[behaviour] ?? 0);
}

const handlers = {
  hello: r => {
    if (behaviour === "garbage") return fs.writeSync(1, Buffer.from([5, 0, 0, 0, ...Buffer.from("{bad}")]));
    if (behaviour === "debug-line") return fs.writeSync(1, "(process:1): debug line\n");
    return send({ id: r.id, type: "hello", protocol: 1, version: "0", locale: r.locale });
  },
  "mail-begin": r => send({ id: r.id, type: "mail-begin" }),
  check: onCheck,
  "batch-begin": r => send({ id: r.id, type: "batch-begin" }),
  "batch-summary": r => send({ id: r.id, type: "batch-summary", page: 0, pages: 1, text: JSON.stringify({ mails: 0, verdicts: {}, campaigns_found: 0, campaigns: [], bounces: null,
    statistics: { countries: [], networks: [], claimed: [], link_domains: [], days: [] } }) }),
  "batch-end": r => send({ id: r.id, type: "batch-end" }),
  "settings-get": r => send({ id: r.id, type: "settings", settings: {} }),
};

process.stdin.on("data", data => {
  buffer = Buffer.concat([buffer, data]);
  while (buffer.length >= 4 && buffer.length >= 4 + buffer.readUInt32LE(0)) {
    const length = buffer.readUInt32LE(0);
    const request = JSON.parse(buffer.subarray(4, 4 + length));
    buffer = buffer.subarray(4 + length);
    if (behaviour === "slow-logged") fs.appendFileSync(argument, `${request.type}\n`);
    handlers[request.type]?.(request);
  }
});
process.stdin.on("end", () => process.exit(0));
