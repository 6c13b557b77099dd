// The mails of a summary, a page of a hundred at a time however many there are, with what can be chosen among them.
// SPDX-License-Identifier: GPL-3.0-or-later
import { button, choice, el, quoted } from "./dom.js";
import { isWarning, lookOf, t, troubleKey } from "./looks.js";

const PAGE = 100;
const GRAVITY = ["spoofed", "hijacked", "suspicious", "error", "unknown", "genuine", "legitimate"];
const FILTERS = { all: () => true, warned: row => isWarning(row) && !row.trouble, failed: row => Boolean(row.trouble) || row.verdict === "error" };

const openReport = row => messenger.tabs.create({ url: `report.html?${new URLSearchParams({ message: row.id })}` });

function verdictCell(row) {
  const icon = lookOf({ phase: "done", report: row }).icon;
  const text = row.trouble ? t("troubleLabel") : row.label;
  return el("td", {}, el("img", { src: `icons/${icon}.svg`, alt: "", width: 20, height: 20 }), " ", el("span", { textContent: text }),
    row.trouble ? el("small", { textContent: t(troubleKey(row.trouble)) }) : null, row.partial ? el("small", { textContent: t("partial") }) : null);
}

export class Rows {
  chosen = new Set();
  #filter = "all";
  #page = 0;

  // all: grows while mails are checked; onChosen is told when the choice changes
  constructor(all, onChosen) {
    this.all = all;
    this.onChosen = onChosen;
    this.node = el("div", {});
  }

  get shown() {
    const rows = this.all.filter(row => row.verdict && FILTERS[this.#filter](row));
    return rows.sort((a, b) => GRAVITY.indexOf(a.verdict) - GRAVITY.indexOf(b.verdict));
  }

  choose(rows, yes) {
    for (const row of rows) this.chosen[yes ? "add" : "delete"](row);
    this.onChosen();
  }

  #row(row) {
    const box = el("input", { type: "checkbox", checked: this.chosen.has(row), "aria-label": row.subject || t("noSubject"), on: { change: () => this.choose([row], box.checked) } });
    return el("tr", { className: `verdict-${row.verdict}` }, el("td", {}, box), verdictCell(row), el("td", {}, quoted(row.author)),
      el("td", {}, el("button", { type: "button", className: "link", title: row.sentence ?? "", on: { click: () => openReport(row) } }, quoted(row.subject || t("noSubject")))));
  }

  #go(step) {
    this.#page += step;
    this.draw();
  }

  #pager(n) {
    const last = Math.max(0, Math.ceil(n / PAGE) - 1);
    this.#page = Math.min(this.#page, last);
    return el("div", { className: "choices", hidden: last === 0 }, button("pageBefore", () => this.#go(-1), { disabled: this.#page === 0 }),
      el("span", { textContent: t("pageOf", this.#page + 1, last + 1) }), button("pageNext", () => this.#go(1), { disabled: this.#page === last }));
  }

  filter(name) {
    this.#filter = name;
    this.#page = 0;
    this.draw();
  }

  draw() {
    const rows = this.shown, pager = this.#pager(rows.length), page = rows.slice(this.#page * PAGE, (this.#page + 1) * PAGE);
    const every = el("input", { type: "checkbox", checked: rows.length > 0 && rows.every(row => this.chosen.has(row)), "aria-label": t("chooseAll"),
      on: { change: () => { this.choose(rows, every.checked); this.draw(); } } });
    this.node.replaceChildren(
      el("label", { className: "row" }, el("span", { textContent: t("show") }),
        choice(Object.keys(FILTERS).map(name => [name, t(`show_${name}`)]), this.#filter, name => this.filter(name))),
      el("table", { className: "mails" }, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, every), ...["result", "mailFrom", "subject"].map(key => el("th", { scope: "col", textContent: t(key) })))),
        el("tbody", {}, ...page.map(row => this.#row(row)))), pager);
  }
}
