// Settings: shared ones are read and kept by the host (the app uses the same), the add-on's own look is kept here.
// SPDX-License-Identifier: GPL-3.0-or-later
import { ask, button, el, startPage } from "./dom.js";
import { t, troubleKey } from "./looks.js";

const main = startPage("optionsTitle");
const status = el("p", { role: "status", className: "note" });

const lines = text => text.split(/[\s,]+/).filter(Boolean);

async function save(change) {
  try {
    shared = await ask("settings", { change });
    status.textContent = t("saved");
  } catch (error) {
    status.textContent = t(error.word === "not-kept" ? "notKept" : troubleKey(error.word));
  }
  draw();
}

let shared = null;
let own = {};

function toggle(key, checked, onChange, disabled = false) {
  const box = el("input", { type: "checkbox", checked, disabled, on: { change: () => onChange(box.checked, box) } });
  return el("label", { className: "row" }, box, el("span", {}, el("span", { textContent: t(key) }), el("small", { textContent: t(`${key}Why`) })));
}

function list(key, field) {
  const area = el("textarea", { rows: 3, value: (shared[field] ?? []).join("\n"), spellcheck: false });
  return el("label", { className: "column" }, el("span", { textContent: t(key) }), el("small", { textContent: t(`${key}Why`) }), area,
    button("save", () => save({ [field]: lines(area.value) })));
}

function consent() {
  const c = shared.consent ?? {};
  const set = (name, value) => save({ consent: { ...c, [name]: value, ...(name === "dns" && !value ? { registries: false, blocklists: false } : {}) } });
  return el("section", {}, el("h2", { textContent: t("consent") }), el("p", { textContent: t("consentIntro") }),
    toggle("consentDns", !!c.dns, v => set("dns", v)),
    toggle("consentRegistries", !!c.registries, v => set("registries", v), !c.dns),
    toggle("consentBlocklists", !!c.blocklists, v => set("blocklists", v), !c.dns));
}

function language() {
  const choice = el("select", { on: { change: async () => { await messenger.storage.local.set({ language: choice.value }); await save({ language: choice.value }); } } },
    ...[["", t("languageSystem")], ["ja", "日本語"], ["en", "English"]].map(([value, text]) => el("option", { value, textContent: text, selected: value === (own.language ?? "") })));
  return el("section", {}, el("h2", { textContent: t("language") }), el("label", { className: "row" }, choice, el("span", { textContent: t("languageWhy") })));
}

const keep = async change => { await messenger.storage.local.set(change); own = { ...own, ...change }; status.textContent = t("saved"); };

// A switch that needs an optional permission: asked for in the click, switched back when refused.
async function keepWith(permissions, key, wanted, box) {
  const granted = wanted ? await messenger.permissions.request({ permissions }) : !await messenger.permissions.remove({ permissions });
  box.checked = granted;
  await keep({ [key]: granted });
}

function look() {
  return el("section", {}, el("h2", { textContent: t("behaviour") }),
    toggle("autoCheck", !!own.autoCheck, v => keep({ autoCheck: v })),
    toggle("tagWarnings", !!own.tagWarnings, (v, box) => keepWith(["messagesTags", "messagesUpdate"], "tagWarnings", v, box)),
    toggle("useContacts", !!own.useContacts, (v, box) => keepWith(["addressBooks"], "useContacts", v, box)));
}

function draw() {
  const parts = shared
    ? [list("ownDomains", "own_domains"), list("ownAddresses", "own_addresses"), list("trustServers", "trust_servers")]
    : [el("p", { className: "note", textContent: t("settingsNeedHost") })];
  main.replaceChildren(el("h1", { textContent: t("optionsTitle") }), shared ? consent() : "", look(), language(),
    el("section", {}, el("h2", { textContent: t("aboutYou") }), ...parts), status);
}

async function start() {
  own = await messenger.storage.local.get({ autoCheck: false, tagWarnings: false, useContacts: false, language: "" });
  try {
    shared = await ask("settings");
  } catch (error) {
    status.textContent = t(troubleKey(error.word));
  }
  draw();
}
start();
