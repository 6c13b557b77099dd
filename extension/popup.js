// What the button shows on its second click: verdict, one sentence, up to three reasons, one action, who checked.
// SPDX-License-Identifier: GPL-3.0-or-later
import { consentQuestion } from "./consent.js";
import { ask, button, el, quoted, startPage } from "./dom.js";
import { lookOf, t, troubleKey } from "./looks.js";
import { getTab } from "./state.js";

const tabId = Number(new URLSearchParams(location.search).get("tab"));
const main = startPage("extName");
let about = null; // what the host offers and what is allowed; null until it has told

// Redraws through the storage change.
const again = () => ask("check-again", { tabId });

function heading(state) {
  const verdict = state.phase === "done" ? state.report.verdict : state.phase;
  return el("header", { className: `verdict verdict-${verdict}` },
    el("img", { src: `icons/${lookOf(state).icon}.svg`, alt: "", width: 32, height: 32 }),
    el("h1", { textContent: state.phase === "done" ? state.report.label : t("troubleLabel") }));
}

function reasons(report) {
  if (!report.reasons?.length) return null;
  return el("section", {}, el("h2", { textContent: t("reasons") }),
    el("ul", {}, ...report.reasons.slice(0, 3).map(reason => el("li", {}, quoted(reason.text)))));
}

function openReport(state) {
  const query = new URLSearchParams({ check: state.checkId, message: state.messageId });
  messenger.tabs.create({ url: `report.html?${query}` });
  window.close();
}

async function openApp(state) {
  try {
    await ask("open-app", { messageId: state.messageId });
    window.close();
  } catch {
    main.append(el("p", { className: "note", role: "alert", textContent: t("appTrouble") }));
  }
}

const note = (when, key) => when ? el("p", { className: "note", textContent: t(key) }) : null;

// Offline, and already asked about it: one quiet line that leads to the settings.
function offline(report) {
  if (report.allowed?.length) return null;
  if (about && !about.settings.consent?.asked) return consentQuestion(again);
  return el("p", { className: "note" }, t("offlineNote"), " ",
    button("openOptions", () => messenger.runtime.openOptionsPage(), { className: "link" }));
}

function done(state) {
  const { report } = state;
  return [
    heading(state),
    el("p", { className: "sentence" }, quoted(report.sentence)),
    report.action?.text ? el("p", { className: "action" }, el("strong", { textContent: t("whatToDo") }), quoted(report.action.text)) : null,
    reasons(report),
    report.checked_by_text ? el("p", { className: "who" }, quoted(report.checked_by_text)) : null,
    note(report.kind === "encrypted", "encryptedNote"),
    note(report.partial, "partial"),
    note(!state.final, "refining"),
    el("footer", {}, button("more", () => openReport(state)), about?.app ? button("openApp", () => openApp(state)) : null, button("checkAgain", again)),
    state.final ? offline(report) : null,
  ];
}

function trouble(state) {
  const repair = ["missing", "broken", "gave-up"].includes(state.trouble);
  return [
    heading(state),
    el("p", { className: "sentence", textContent: t(troubleKey(state.trouble)) }),
    note(repair, "howToInstall"),
    el("footer", {}, button("checkAgain", again)),
  ];
}

const checking = () => [
  el("p", { className: "sentence", textContent: t("checking") }),
  el("footer", {}, button("cancel", () => ask("cancel", { tabId }))),
];

async function draw() {
  const state = await getTab(tabId);
  if (!state) return window.close();
  main.replaceChildren(...({ done, trouble }[state.phase] ?? checking)(state).filter(Boolean));
}

async function start() {
  await draw();
  if ((await getTab(tabId))?.phase !== "done") return;
  about = await ask("about").catch(() => null); // the verdict stands without
  if (about) await draw();
}

messenger.storage.session.onChanged.addListener(changes => {
  if (changes[`tab:${tabId}`]) draw();
});
start();
