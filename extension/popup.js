// What the button shows on its second click: verdict, one sentence, up to three reasons, one action, who checked.
// SPDX-License-Identifier: GPL-3.0-or-later
import { ask, button, el, quoted, startPage } from "./dom.js";
import { lookOf, t, troubleKey } from "./looks.js";
import { getTab } from "./state.js";

const tabId = Number(new URLSearchParams(location.search).get("tab"));
const main = startPage("extName");

async function again(extra) {
  await ask("check-again", { tabId, extra }); // redraws through the storage change
}

function heading(state) {
  const look = lookOf(state);
  const verdict = state.phase === "done" ? state.report.verdict : state.phase;
  return el("header", { className: `verdict verdict-${verdict}` },
    el("img", { src: `icons/${look.icon}.svg`, alt: "", width: 32, height: 32 }),
    el("h1", { textContent: state.phase === "done" ? state.report.label : t("troubleLabel") }));
}

function reasons(report) {
  if (!report.reasons?.length) return null;
  return el("section", {}, el("h2", { textContent: t("reasons") }),
    el("ul", {}, ...report.reasons.slice(0, 3).map(reason => el("li", {}, quoted(reason.text)))));
}

function openReport(state) {
  const query = new URLSearchParams({ tab: tabId, check: state.checkId });
  messenger.tabs.create({ url: `report.html?${query}` });
  window.close();
}

function done(state) {
  const { report } = state;
  return [
    heading(state),
    el("p", { className: "sentence" }, quoted(report.sentence)),
    report.action?.text ? el("p", { className: "action" }, el("strong", { textContent: t("whatToDo") }), quoted(report.action.text)) : null,
    reasons(report),
    el("p", { className: "who", textContent: report.checked_by_text ?? "" }),
    report.partial ? el("p", { className: "note", textContent: t("partial") }) : null,
    state.final ? null : el("p", { className: "note", textContent: t("refining") }),
    report.allowed?.length ? null : el("p", { className: "note" }, t("offlineNote"), " ",
      button("openOptions", () => messenger.runtime.openOptionsPage(), { className: "link" })),
    el("footer", {}, button("more", () => openReport(state)), button("checkAgain", () => again())),
  ];
}

function trouble(state) {
  return [
    heading(state),
    el("p", { className: "sentence", textContent: t(troubleKey(state.trouble)) }),
    state.trouble === "missing" || state.trouble === "broken" || state.trouble === "gave-up" ? el("p", { className: "note", textContent: t("howToInstall") }) : null,
    el("footer", {}, button("checkAgain", () => again())),
  ];
}

async function draw() {
  const state = await getTab(tabId);
  if (!state) return window.close();
  const parts = { done, trouble }[state.phase]?.(state) ?? [el("p", { className: "sentence", textContent: t("checking") })];
  main.replaceChildren(...parts.filter(Boolean));
}

messenger.storage.session.onChanged.addListener(changes => {
  if (changes[`tab:${tabId}`]) draw();
});
draw();
