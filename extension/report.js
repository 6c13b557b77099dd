// The whole report in a tab, one section a subject; every text of the mail is quoted, no link can be clicked.
// SPDX-License-Identifier: GPL-3.0-or-later
import { ask, defang, el, list, note, quoted, section, startPage, table, when } from "./dom.js";
import { draftsSection } from "./drafts.js";
import { lookOf, t, troubleKey } from "./looks.js";
import { countryName, map } from "./map.js";
import { chainSection } from "./report-chain.js";
import { hostsQuestion } from "./report-hosts.js";
import { knownQuestion } from "./report-known.js";

const query = new URLSearchParams(location.search);
const main = startPage("reportTitle");
const messageId = Number(query.get("message"));

function more(report, key, also = 0) {
  const n = (report.more?.[key] ?? 0) + also;
  return n ? note("moreEntries", n) : null;
}

const finding = report => f => {
  const word = { strong: "leaningStrong", medium: "leaningMedium", weak: "leaningWeak", good: "leaningGood" }[f.leaning];
  return el("details", { open: f.leaning === "strong" },
    el("summary", { className: `leaning-${f.leaning}` }, word ? el("span", { className: "tag", textContent: t(word) }) : null, quoted(f.title)),
    el("p", {}, quoted(f.why)),
    el("p", {}, el("a", { href: `help/${report.language === "ja" ? "ja" : "en"}.html#${f.id}`, target: "_blank", textContent: t("helpOnCheck") })),
    table(f.evidence.map(e => [e.label, e.value])));
};

function mailRows({ message: m }) {
  return [["mailFrom", m.from], ["mailReplyTo", m.reply_to], ["mailReturnPath", m.return_path], ["mailTo", m.to], ["subject", m.subject], ["mailDate", m.date]]
    .map(([key, value]) => [t(key), value]);
}

const hop = report => h => {
  const mark = h.boundary ? "hopBoundary" : h.first ? "hopFirst" : h.trusted ? "hopTrusted" : null;
  const from = [h.from ?? h.helo, h.reverse && h.reverse !== h.from ? h.reverse : null, h.ip && `[${h.ip}]`, countryName(report.language)(h.country)].filter(Boolean).join(" ");
  return el("li", { className: h.boundary ? "boundary" : "" }, mark ? el("strong", { textContent: t(mark) }) : null,
    el("div", {}, quoted(from || "?"), " → ", quoted(h.by ?? "?")), h.time ? el("small", { textContent: when(h.time) }) : null);
};

function authentication(a) {
  return table(a.all.map(r => [r.method.toUpperCase(),
    [r.result, r.domain, r.selector, r.policy && `p=${r.policy}`, r.reason, r.by_text].filter(Boolean).join(" · ")]));
}

const link = l => [l.text || t("linkNoText"), [defang(l.url), l.place === "qr" ? t("linkQr") : null, l.hidden ? t("linkHidden") : null].filter(Boolean).join(" · ")];

const size = n => n >= 1e6 ? `${(n / 1e6).toFixed(1)} MB` : n >= 1e3 ? `${Math.round(n / 1e3)} kB` : `${n} B`;

function attachment(a) {
  const inside = a.entries.length ? t("attachmentInside", [...a.entries, ...(a.more_entries ? ["…"] : [])].join(", ")) : null;
  return [a.name || "?", [a.detected ?? a.declared, size(a.size), a.encrypted ? t("attachmentEncrypted") : null, inside].filter(Boolean).join(" · ")];
}

function head(report) {
  return el("header", { className: `verdict verdict-${report.verdict}` }, el("img", { src: `icons/${lookOf({ phase: "done", report }).icon}.svg`, alt: "", width: 48, height: 48 }),
    el("div", {}, el("h1", { textContent: report.label }), el("p", { className: "sentence" }, quoted(report.sentence))));
}

const aftermath = report => report.action.lists.length
  ? el("div", { className: "aftermath" }, ...report.action.lists.map(l => el("details", {}, el("summary", {}, quoted(l.when)), el("p", {}, quoted(l.text))))) : null;

// What the reader allowed is remembered for this report only.
const hosts = [];
function askHosts(more) {
  hosts.push(...more);
  return load({ hosts });
}

function draw({ report, checkId }) {
  document.title = `${report.label} – ${t("reportTitle")}`;
  main.replaceChildren(...[
    head(report),
    table([[t("whatToDo"), report.action.text], [t("whoChecked"), report.checked_by_text]]),
    report.partial ? note("partial") : null,
    section("aftermath", aftermath(report)),
    section("mail", table(mailRows(report)), knownQuestion(report)),
    section("findings", report.findings.map(finding(report)), more(report, "findings")),
    section("senders", report.senders.length > 1 ? table(report.senders.map(s => [s.reader_text, [s.name, s.address && `<${s.address}>`].filter(Boolean).join(" ")])) : null),
    section("route", list(report.hops.map(hop(report)), true), more(report, "hops")),
    section("map", map(report)),
    chainSection(report, countryName(report.language), more(report, "chain")),
    section("authentication", authentication(report.authentication)),
    section("links", table(report.links.map(link)), more(report, "links", report.more_links), hostsQuestion(report, askHosts)),
    section("attachments", table(report.attachments.map(attachment)), more(report, "attachments")),
    draftsSection(report, { checkId, messageId }),
    section("asked", table(report.asked.map(a => [a.question, [a.answer, a.whom, a.when && when(a.when)].filter(Boolean).join(" · ")])), more(report, "asked")),
    section("notChecked", list(report.not_checked.map(n => el("li", {}, quoted(n.text)))), more(report, "not_checked")),
    el("p", { className: "note", textContent: `Miyaburi ${report.version}${report.time ? ` · ${when(report.time)}` : ""}` }),
  ].filter(Boolean));
}

async function load(fields) {
  main.replaceChildren(el("p", { role: "status", textContent: t("checking") }));
  try {
    draw(await ask("full-report", { messageId, ...fields }));
  } catch (error) {
    main.replaceChildren(el("p", { role: "alert", textContent: t(error.word ? troubleKey(error.word) : "reportGone") }));
  }
}
load({ checkId: Number(query.get("check")) });
