// The full host of a link may be made for one recipient: asking a name server for it tells the sender that the mail was
// looked at. So it is asked only by this act, for this one mail, in plain words.
// SPDX-License-Identifier: GPL-3.0-or-later
import { button, defang, el, note, quoted } from "./dom.js";
import { t } from "./looks.js";

const MAX_SHOWN = 5;

// Hosts of which only the domain was asked so far.
function hosts(report) {
  const known = new Set(report.chain.filter(s => s.chain === "link").map(s => s.start));
  return [...new Set(report.links.filter(l => l.host && l.domain && l.host !== l.domain && !known.has(l.host)).map(l => l.host))];
}

export function hostsQuestion(report, onYes) {
  const found = hosts(report);
  if (!found.length) return null;
  const shown = [...found.slice(0, MAX_SHOWN).map(defang), ...(found.length > MAX_SHOWN ? ["…"] : [])].join(", ");
  const act = report.allowed.includes("dns") ? el("div", { className: "choices" }, button("hostsAsk", onYes)) : note("hostsNeedDns");
  return el("details", { className: "question" }, el("summary", { textContent: t("hostsQuestion") }), el("p", {}, quoted(shown)), el("p", { textContent: t("hostsWhy") }), act);
}
