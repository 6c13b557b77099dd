// The reader's own word that the sender of a genuine mail is known: the host remembers it, and takes it back.
// SPDX-License-Identifier: GPL-3.0-or-later
import { ask, button, el, note } from "./dom.js";
import { t, troubleKey } from "./looks.js";

// Nobody can be known by a mail whose address may be forged.
export function knownQuestion(report) {
  const address = report.senders[0]?.address;
  if (report.kind !== "ordinary" || report.address !== "genuine" || report.known || !address) return null;
  const box = el("div", { className: "choices" });
  const say = async known => {
    const draw = known ? [note("knownKept"), button("undo", () => say(false))] : [button("knowSender", () => say(true))];
    await ask("know-sender", { address, known }).then(() => box.replaceChildren(...draw),
      error => box.replaceChildren(el("p", { role: "alert", textContent: t(error.word === "not-kept" ? "notKept" : troubleKey(error.word)) })));
  };
  box.append(button("knowSender", () => say(true)));
  return box;
}
