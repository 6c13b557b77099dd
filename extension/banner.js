// The warning above the body. It is an extra: the mail's own style sheets share the page with it, so everything that
// could hide it is set inline and important, in a closed shadow root, in the top layer. There is no green one: a mail
// could draw that itself.
// SPDX-License-Identifier: GPL-3.0-or-later
import { isWarning, lookOf } from "./looks.js";

// Rules of the mail on html or body would fade banner and text together.
const USER_CSS = `html, body { filter: none !important; transform: none !important; opacity: 1 !important;
  visibility: visible !important; display: block !important; clip-path: none !important; mask: none !important; zoom: 1 !important }`;

// Runs inside the message's page, so it may use nothing from outside. info: null removes the banner.
function draw(info) {
  globalThis.__miyaburiBanner?.remove();
  globalThis.__miyaburiBanner = null;
  if (!info) return;
  const host = document.createElement("div");
  const fixed = {
    all: "initial", display: "block", position: "fixed", inset: "0 0 auto 0", width: "auto", height: "auto", margin: "0", padding: "0",
    border: "0", opacity: "1", visibility: "visible", transform: "none", translate: "none", scale: "none", rotate: "none", transition: "none",
    animation: "none", filter: "none", "backdrop-filter": "none", "clip-path": "none", clip: "auto", mask: "none", zoom: "1", contain: "none",
    "content-visibility": "visible", overflow: "visible", "max-width": "none", "max-height": "none", "min-width": "0", "min-height": "0",
    "z-index": "2147483647", "pointer-events": "auto", background: "transparent", "mix-blend-mode": "normal", "font-size": "15px", perspective: "none",
  };
  for (const [name, value] of Object.entries(fixed)) host.style.setProperty(name, value, "important");
  host.setAttribute("popover", "manual");
  const root = host.attachShadow({ mode: "closed" });
  const box = document.createElement("div");
  box.setAttribute("role", "alert");
  box.lang = info.lang;
  box.style.cssText = `display:block;box-sizing:border-box;padding:10px 14px;font:15px/1.5 sans-serif;color:${info.text};background:${info.color}`;
  for (const [weight, line] of [["bold", info.title], ["normal", info.sentence]]) {
    const p = document.createElement("div");
    p.style.fontWeight = weight;
    p.textContent = line;
    box.append(p);
  }
  root.append(box);
  document.documentElement.append(host);
  host.showPopover();
  document.body?.style.setProperty("padding-top", `${box.getBoundingClientRect().height + 8}px`, "important");
  globalThis.__miyaburiBanner = host;
}

export const hasBanner = state => state?.phase === "done" && isWarning(state.report);

// Draws the state's banner, or takes away what an earlier state has drawn.
export async function drawBanner(tabId, state) {
  const { report } = state ?? {}, look = lookOf(state);
  const info = hasBanner(state)
    ? { title: `Miyaburi: ${report.label}`, sentence: report.sentence, color: look.color, text: look.text ?? "#ffffff", lang: messenger.i18n.getUILanguage() }
    : null;
  try {
    if (info) await messenger.scripting.insertCSS({ target: { tabId }, origin: "USER", css: USER_CSS });
    await messenger.scripting.executeScript({ target: { tabId }, func: draw, args: [info] });
  } catch (error) {
    console.error("miyaburi: no banner:", error.message); // the button still tells
  }
}
