// Who stands behind the mail, step by step: each step with who told it and when.
// SPDX-License-Identifier: GPL-3.0-or-later
import { day, el, list, quoted, section, when } from "./dom.js";
import { t } from "./looks.js";

const SOURCES = { mail: "sourceMail", dns: "sourceDns", geo: "sourceGeo", brands: "sourceBrands" };
const TITLES = { from: "chainFrom", sending: "chainSending", link: "chainLink", claimed: "chainClaimed" };

function step(s, country) {
  const source = SOURCES[s.source] ? t(SOURCES[s.source]) : s.source;
  const value = s.kind === "country" || s.kind === "owner-country" ? country(s.value) : s.value;
  return el("li", {}, el("span", { className: "label", textContent: s.label }), quoted(value),
    el("small", {}, quoted([source, s.when && (s.source === "geo" ? day : when)(s.when)].filter(Boolean).join(" · "))));
}

// Steps of one chain stand together.
function groups(steps) {
  const found = new Map();
  for (const s of steps) {
    const key = `${s.chain} ${s.start}`;
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(s);
  }
  return [...found.values()];
}

// country: code → name
export const chainSection = (report, country, ...more) => section("chain", ...groups(report.chain).map(steps =>
  el("div", { className: "chain" }, el("h3", {}, t(TITLES[steps[0].chain]), " ", quoted(steps[0].start)), list(steps.map(s => step(s, country)), true))), ...more);
