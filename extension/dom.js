// Elements from text alone: no markup is ever parsed, so nothing a mail says can become part of a page.
// SPDX-License-Identifier: GPL-3.0-or-later
import { t } from "./looks.js";

const there = child => child !== null && child !== undefined && child !== "";

export function el(name, props = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (key === "on") for (const [type, handler] of Object.entries(value)) node.addEventListener(type, handler);
    else if (key in node) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.filter(there));
  return node;
}

// Text out of a mail: isolated, so that right-to-left text cannot reorder what stands around it.
export const quoted = text => el("bdi", { className: "quoted", dir: "auto", textContent: text ?? "" });

export const button = (key, handler, props = {}) => el("button", { type: "button", textContent: t(key), on: { click: handler }, ...props });

// With a heading; null when there is nothing to put under it.
export function section(key, ...content) {
  const kept = content.flat().filter(Boolean);
  return kept.length ? el("section", {}, el("h2", { textContent: t(key) }), ...kept) : null;
}

export function table(rows) {
  const kept = rows.filter(([, value]) => there(value));
  return kept.length ? el("table", {}, el("tbody", {}, ...kept.map(([name, value]) =>
    el("tr", {}, el("th", { scope: "row" }, quoted(name)), el("td", {}, value instanceof Node ? value : quoted(String(value))))))) : null;
}

export const list = (items, ordered = false) => items.length ? el(ordered ? "ol" : "ul", {}, ...items) : null;

export const note = (key, ...args) => el("p", { className: "note", textContent: t(key, ...args) });

// choices: [value, text]
export const choice = (choices, chosen, onChange, props = {}) => el("select", { on: { change: e => onChange(e.target.value) }, ...props },
  ...choices.map(([value, textContent]) => el("option", { value, textContent, selected: value === chosen })));

export function check(key, checked, onChange, props = {}) {
  const box = el("input", { type: "checkbox", checked, on: { change: () => onChange(box.checked) }, ...props });
  return el("label", { className: "row" }, box, el("span", { textContent: t(key) }));
}

export const when = text => new Date(text).toLocaleString(messenger.i18n.getUILanguage());
export const day = text => new Date(text).toLocaleDateString(messenger.i18n.getUILanguage());

// A link to look at, not to follow.
export const defang = url => url.replace(/^http/i, "hxxp").replaceAll(".", "[.]");

export async function ask(type, fields = {}) {
  const answer = await messenger.runtime.sendMessage({ type, ...fields });
  if (answer?.trouble) throw Object.assign(new Error(answer.trouble), { word: answer.trouble });
  return answer?.value;
}

export function startPage(titleKey) {
  document.documentElement.lang = messenger.i18n.getUILanguage();
  document.title = t(titleKey);
  return document.getElementById("main");
}
