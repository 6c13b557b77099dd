// Settings: shared ones are read and kept by the host (the app uses the same), the add-on's own look is kept here.
// SPDX-License-Identifier: GPL-3.0-or-later
import { TAG_RIGHTS } from "./acts.js";
import { ask, button, el, quoted, startPage } from "./dom.js";
import { t, troubleKey } from "./looks.js";
import { servers } from "./state.js";

const main = startPage("optionsTitle");
const status = el("p", { role: "status", className: "note" });
const BOOK_RIGHTS = ["addressBooks"];
const SETTINGS_TROUBLES = { "not-kept": "notKept", "bad-request": "settingsRefused" };

let shared = null; // the host's settings, null without a host
let own = {};
let found = []; // servers seen in checked mails

const lines = text => text.split(/[\s,]+/).filter(Boolean);

// Only what depends on the change is drawn anew: what is being typed elsewhere stays.
async function save(change, redraw = () => {}) {
  try {
    shared = await ask("settings", { change });
    status.textContent = t("saved");
  } catch (error) {
    status.textContent = t(SETTINGS_TROUBLES[error.word] ?? troubleKey(error.word));
  }
  redraw();
}

function redrawn(make) {
  const node = make(() => node.replaceWith(redrawn(make)));
  return node;
}

function toggle(key, checked, onChange, disabled = false) {
  const box = el("input", { type: "checkbox", checked, disabled, on: { change: () => onChange(box.checked, box) } });
  return el("label", { className: "row" }, box, el("span", {}, el("span", { textContent: t(key) }), el("small", { textContent: t(`${key}Why`) })));
}

const consent = () => redrawn(redraw => {
  const c = shared.consent;
  const set = name => value => save({ consent: { [name]: value } }, redraw);
  return el("section", {}, el("h2", { textContent: t("consent") }), el("p", { textContent: t("consentIntro") }),
    toggle("consentDns", c.dns, set("dns")),
    toggle("consentRegistries", c.registries, set("registries"), !c.dns),
    toggle("consentBlocklists", c.blocklists, set("blocklists"), !c.dns));
});

// Names of companies may hold blanks.
const names = text => text.split(/[\n,、]+/).map(name => name.trim()).filter(Boolean);

function list(key, field) {
  const area = el("textarea", { rows: 3, value: (shared[field] ?? []).join("\n"), spellcheck: false });
  const label = el("label", { className: "column" }, el("span", { textContent: t(key) }), el("small", { textContent: t(`${key}Why`) }), area);
  return { label, area, field };
}

// Servers found in checked mails and not yet trusted: whose they are only the user knows.
const foundServers = area => redrawn(redraw => {
  const fresh = found.filter(name => !lines(area.value).includes(name));
  const trust = name => {
    area.value = [...lines(area.value), name].join("\n");
    save({ trust_servers: lines(area.value) }, redraw);
  };
  return el("div", { className: "column", hidden: !fresh.length }, el("span", { textContent: t("foundServers") }), el("small", { textContent: t("foundServersWhy") }),
    el("ul", {}, ...fresh.map(name => el("li", {}, quoted(name), " ", button("trustThis", () => trust(name))))));
});

function aboutYou() {
  const title = el("h2", { textContent: t("aboutYou") });
  if (!shared) return el("section", {}, title, el("p", { className: "note", textContent: t("settingsNeedHost") }));
  const lists = [list("ownDomains", "own_domains"), list("ownAddresses", "own_addresses"), list("trustServers", "trust_servers"), list("services", "services")];
  const all = () => Object.fromEntries(lists.map(({ field, area }) => [field, (field === "services" ? names : lines)(area.value)]));
  return el("section", {}, title, ...lists.map(({ label }) => label), button("save", () => save(all())), foundServers(lists[2].area));
}

async function setLanguage(language) {
  await messenger.storage.local.set({ language });
  status.textContent = t("saved");
  if (shared) await save({ language });
}

function language() {
  const choice = el("select", { on: { change: () => setLanguage(choice.value) } },
    ...[["", t("languageSystem")], ["ja", "日本語"], ["en", "English"]].map(([value, text]) => el("option", { value, textContent: text, selected: value === own.language })));
  return el("section", {}, el("h2", { textContent: t("language") }), el("label", { className: "row" }, choice, el("span", { textContent: t("languageWhy") })));
}

async function keep(change) {
  await messenger.storage.local.set(change);
  own = { ...own, ...change };
  status.textContent = t("saved");
}

// A switch that needs an optional permission: asked for in the click, switched back when refused.
async function keepWith(permissions, key, wanted, box) {
  const granted = wanted ? await messenger.permissions.request({ permissions }) : !await messenger.permissions.remove({ permissions });
  box.checked = granted;
  await keep({ [key]: granted });
}

function behaviour() {
  return el("section", {}, el("h2", { textContent: t("behaviour") }),
    toggle("autoCheck", own.autoCheck, v => keep({ autoCheck: v })),
    toggle("tagWarnings", own.tagWarnings, (v, box) => keepWith(TAG_RIGHTS, "tagWarnings", v, box)),
    toggle("useContacts", own.useContacts, (v, box) => keepWith(BOOK_RIGHTS, "useContacts", v, box)));
}

async function forget(what, done, failed) {
  status.textContent = await ask(what).then(() => t(done), error => t(error.word === "not-kept" ? failed : troubleKey(error.word)));
}

const memory = () => el("section", {}, el("h2", { textContent: t("memory") }), el("p", { textContent: t("memoryWhy") }),
  button("cacheClear", () => forget("clear-cache", "cacheCleared", "cacheNotCleared")),
  toggle("history", shared.history, value => save({ history: value })),
  button("historyClear", () => forget("clear-history", "historyCleared", "historyNotCleared")));

async function start() {
  own = await messenger.storage.local.get({ autoCheck: false, tagWarnings: false, useContacts: false, language: "" });
  // The rights may have been taken back in the Add-ons Manager since.
  own.tagWarnings &&= await messenger.permissions.contains({ permissions: TAG_RIGHTS });
  own.useContacts &&= await messenger.permissions.contains({ permissions: BOOK_RIGHTS });
  found = await servers();
  shared = await ask("settings").catch(() => null);
  if (!shared) status.textContent = t("howToInstall");
  main.replaceChildren(...[el("h1", { textContent: t("optionsTitle") }), shared && consent(), behaviour(), language(), aboutYou(), shared && memory(), status].filter(Boolean));
}
start();
