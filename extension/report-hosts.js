// The full host of a link may be made for one recipient: asking a name server for it tells the sender that the mail was
// looked at. So it is asked only by this act, for this one mail, in plain words.
// SPDX-License-Identifier: GPL-3.0-or-later
import { button, defang, el, note, quoted } from "./dom.js";
import { t } from "./looks.js";

export function hostsQuestion(report, onYes) {
  if (!report.link_hosts.length) return null;
  const shown = report.link_hosts.map(defang).join(", ");
  const act = report.allowed.includes("dns") ? el("div", { className: "choices" }, button("hostsAsk", onYes)) : note("hostsNeedDns");
  return el("details", { className: "question" }, el("summary", { textContent: t("hostsQuestion") }), el("p", {}, quoted(shown)), el("p", { textContent: t("hostsWhy") }), act);
}
