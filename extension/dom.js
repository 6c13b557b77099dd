// Elements from text alone: no markup is ever parsed, so nothing a mail says can become part of a page.
// SPDX-License-Identifier: GPL-3.0-or-later
import { t } from "./looks.js";

export function el(name, props = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (key === "on") for (const [type, handler] of Object.entries(value)) node.addEventListener(type, handler);
    else if (key in node) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.filter(child => child !== null && child !== undefined && child !== ""));
  return node;
}

// Text out of a mail: isolated, so that right-to-left text cannot reorder what stands around it.
export const quoted = text => el("bdi", { className: "quoted", dir: "auto", textContent: text ?? "" });

export const button = (key, handler, props = {}) => el("button", { type: "button", textContent: t(key), on: { click: handler }, ...props });

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
