// The question that is asked once: may anything be looked up over the network? The settings hold the details.
// SPDX-License-Identifier: GPL-3.0-or-later
import { ask, button, el } from "./dom.js";
import { t, troubleKey } from "./looks.js";

// onAllowed is called when something may now be asked.
export function consentQuestion(onAllowed) {
  const box = el("section", { className: "question", role: "group" });
  const answer = async allow => {
    try {
      await ask("settings", { change: { consent: { dns: allow } } });
    } catch (error) {
      box.append(el("p", { className: "note", textContent: t(error.word === "not-kept" ? "notKept" : troubleKey(error.word)) }));
      return;
    }
    if (allow) await onAllowed();
    else box.replaceChildren(el("p", { className: "note", textContent: t("consentLater") }));
  };
  box.append(el("h2", { textContent: t("consentQuestion") }), el("p", { textContent: t("consentQuestionWhy") }),
    el("div", { className: "choices" }, button("allow", () => answer(true)), button("notNow", () => answer(false))));
  return box;
}
