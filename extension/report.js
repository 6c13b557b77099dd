// The whole report in a tab, one section a subject; every text of the mail is quoted, no link can be clicked.
// SPDX-License-Identifier: GPL-3.0-or-later
import { ask, el, quoted, startPage } from "./dom.js";
import { lookOf, t, troubleKey } from "./looks.js";
import { getTab } from "./state.js";

const query = new URLSearchParams(location.search);
const main = startPage("reportTitle");

const defang = url => url.replace(/^http/i, "hxxp").replaceAll(".", "[.]");

function section(key, ...content) {
  const kept = content.flat().filter(Boolean);
  return kept.length ? el("section", {}, el("h2", { textContent: t(key) }), ...kept) : null;
}

function table(rows) {
  const kept = rows.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return kept.length ? el("table", {}, el("tbody", {}, ...kept.map(([name, value]) =>
    el("tr", {}, el("th", { scope: "row", textContent: name }), el("td", {}, quoted(String(value))))))) : null;
}

function finding(f) {
  return el("details", { open: f.leaning === "strong" },
    el("summary", { className: `leaning-${f.leaning}` }, f.title),
    el("p", { textContent: f.why }),
    table((f.evidence ?? []).map(e => [e.label, e.value])));
}

function hop(h, index, report) {
  const mark = report.boundary?.hop === index ? t("hopBoundary") : h.first ? t("hopFirst") : "";
  return el("li", {}, mark ? el("strong", { textContent: `${mark} ` }) : "",
    quoted([h.from, h.helo && `HELO ${h.helo}`, h.ip && `[${h.ip}]`].filter(Boolean).join(" ")), " → ", quoted(h.by ?? "?"),
    h.time ? el("small", { textContent: ` ${new Date(h.time).toLocaleString()}` }) : "");
}

function authentication(a = {}) {
  const rows = [];
  for (const method of ["spf", "dkim", "dmarc", "arc"])
    for (const r of [a[method] ?? []].flat())
      rows.push([method.toUpperCase(), [r.result, r.domain, r.selector, r.reason, r.by_text].filter(Boolean).join(" · ")]);
  return table(rows);
}

function more(report, list) {
  const n = report.more?.[list];
  return n ? el("p", { className: "note", textContent: t("moreEntries", n) }) : null;
}

function draw(report, subject) {
  const look = lookOf({ phase: "done", report });
  main.replaceChildren(...[
    el("header", { className: `verdict verdict-${report.verdict}` }, el("img", { src: `icons/${look.icon}.svg`, alt: "", width: 48, height: 48 }),
      el("div", {}, el("h1", { textContent: report.label }), el("p", {}, quoted(report.sentence)))),
    table([[t("subject"), subject], [t("whatToDo"), report.action?.text], [t("whoChecked"), report.checked_by_text]]),
    section("findings", (report.findings ?? []).map(finding), more(report, "findings")),
    section("senders", table((report.senders ?? []).map(s => [s.reader_text ?? s.reader, [s.name, s.address].filter(Boolean).join(" ")]))),
    section("route", report.hops?.length ? el("ol", {}, ...report.hops.map((h, i) => hop(h, i, report))) : null, more(report, "hops")),
    section("authentication", authentication(report.authentication)),
    section("links", table((report.links ?? []).map(l => [l.text || t("linkNoText"), defang(l.url ?? "")])), more(report, "links")),
    section("attachments", table((report.attachments ?? []).map(a => [a.name || "?", [a.detected ?? a.declared, a.size, ...(a.entries ?? [])].join(" · ")])), more(report, "attachments")),
    section("notChecked", report.not_checked?.length ? el("ul", {}, ...report.not_checked.map(n => el("li", { textContent: n.text ?? n }))) : null),
  ].filter(Boolean));
}

async function start() {
  const state = await getTab(Number(query.get("tab")));
  const checkId = Number(query.get("check"));
  const subject = state?.checkId === checkId ? state.subject : "";
  try {
    draw(await ask("full-report", { checkId }), subject);
  } catch (error) {
    // The host has ended since and forgot the report: what the add-on itself still has, or how to go on.
    if (state?.checkId === checkId && state.report) draw(state.report, subject);
    else main.replaceChildren(el("p", { textContent: error.word === "no-such-check" ? t("reportGone") : t(troubleKey(error.word)) }));
  }
}
start();
