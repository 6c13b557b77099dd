// Whom to tell: a draft to look at, copy, save, or open as a new mail. Nothing here sends it.
// SPDX-License-Identifier: GPL-3.0-or-later
import { ask, button, check, choice, el, note, quoted, section, table } from "./dom.js";
import { isWarning, t, troubleKey } from "./looks.js";

const WHOM = ["network", "registrar", "council", "centre", "brand"];
const LANGUAGES = [["ja", "日本語"], ["en", "English"]];

function save(draft) {
  const url = URL.createObjectURL(new Blob([draft.eml], { type: "message/rfc822" }));
  const link = el("a", { href: url, download: "miyaburi-report.eml", hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000); // once it has been read
}

// A new mail cannot be made of parts, so the machine-readable one goes along as a mail file.
const attached = draft => [{ file: new File([draft.eml], "miyaburi-report.eml", { type: "message/rfc822" }) }];

const open = (draft, feedback) => messenger.compose.beginNew({ to: draft.to ? [draft.to] : [], subject: draft.subject, isPlainText: true,
  plainTextBody: draft.body, ...(feedback ? { attachments: attached(draft) } : {}) });

const copy = draft => navigator.clipboard.writeText(`${draft.subject}\n\n${draft.body}`);

function acts(draft, feedback, say) {
  const act = (key, done, run) => button(key, () => Promise.resolve(run(draft, feedback)).then(() => say(t(done)), () => say(t("draftTrouble"))));
  return el("footer", {}, act("draftCopy", "draftCopied", copy), act("draftSave", "draftSaved", async d => save(d)), act("draftOpen", "draftOpened", open),
    feedback ? note("draftFeedbackFile") : null);
}

function preview(draft, feedback) {
  const status = el("p", { role: "status", className: "note" });
  return [table([[t("mailTo"), draft.to ?? draft.hint], [t("subject"), draft.subject]]),
    el("pre", { className: "draft", tabIndex: 0 }, quoted(draft.body)), acts(draft, feedback, text => { status.textContent = text; }), status];
}

// ids: {checkId, messageId} of the report
export function draftsSection(report, ids) {
  if (!isWarning(report) || report.verdict === "error") return null;
  const known = report.chain.some(s => s.chain === "sending" && s.kind === "abuse"); // else nobody could be written to
  const wish = { whom: known ? "network" : "council", locale: report.language, mask: true, feedback: false };
  const box = el("div", {});
  let turn = 0; // only the last wish is shown
  const draw = async () => {
    const mine = ++turn;
    const shown = await ask("draft", { ...ids, wish }).then(({ draft, checkId }) => { ids.checkId = checkId; return preview(draft, wish.feedback); },
      error => [el("p", { role: "alert", textContent: t(troubleKey(error.word)) })]);
    if (mine === turn) box.replaceChildren(...shown.filter(Boolean));
  };
  const set = key => value => { wish[key] = value; draw(); };
  const labelled = (key, control) => el("label", { className: "row" }, el("span", { textContent: t(key) }), control);
  const details = el("details", { className: "drafts", on: { toggle: () => details.open && !turn && draw() } }, el("summary", { textContent: t("draftShow") }),
    labelled("draftTo", choice(WHOM.map(w => [w, t(`draftTo_${w}`)]), wish.whom, set("whom"))),
    labelled("draftLanguage", choice(LANGUAGES, wish.locale, set("locale"))),
    check("draftMask", wish.mask, set("mask")), check("draftFeedback", wish.feedback, set("feedback")), box);
  return section("drafts", note("draftsWhy"), details);
}
