// The full host of a link may be made for one recipient: asking a name server for it tells the sender that the mail was
// looked at. So it is asked only by this act, for this one mail, in plain words. The names shown are the core's own list of
// what it would ask.
// SPDX-License-Identifier: GPL-3.0-or-later
import { button, el, list, note, quoted } from "./dom.js";
import { t } from "./looks.js";

// onYes(hosts): the names to ask for, one or all.
export function hostsQuestion(report, onYes) {
  const hosts = report.link_hosts;
  if (!hosts.length) return null;
  const allowed = report.allowed.includes("dns");
  const one = host => el("li", { className: "choices" }, quoted(host),
    allowed ? button("hostsAskOne", () => onYes([host]), { "aria-label": `${t("hostsAskOne")}: ${host}` }) : null);
  const act = !allowed ? note("hostsNeedDns") : hosts.length > 1 ? el("div", { className: "choices" }, button("hostsAsk", () => onYes(hosts))) : null;
  return el("details", { className: "question" }, el("summary", { textContent: t("hostsQuestion") }), el("p", { textContent: t("hostsWhy") }), list(hosts.map(one)), act);
}
