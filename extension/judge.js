// One mail through the host: its source, who the user is, the answer, once more after a death. A mail is in work at most
// once; whoever asks meanwhile gets the same answer.
// SPDX-License-Identifier: GPL-3.0-or-later
import { receivedHash, sha256, sourceOf } from "./bytes.js";
import * as host from "./host.js";
import { contactsFor, identities } from "./people.js";

export const locale = async () => (await messenger.storage.local.get({ language: "" })).language || messenger.i18n.getUILanguage();

const running = new Map(); // message id → {tabs, automatic, stop: AbortController}

export const isRunning = message => running.has(message.id);

// What button and popup show of a report; the rest stays with the host.
function summary(report) {
  const { verdict, label, sentence, kind, action, checked_by_text, partial, allowed, boundary } = report;
  const texts = (report.reasons ?? []).slice(0, 3).map(({ text }) => ({ text }));
  return { verdict, label, sentence, kind, reasons: texts, action, checked_by_text, partial, allowed, server: boundary?.by ?? null };
}

async function about(message, extra) {
  const [own_addresses, contacts, language] = await Promise.all([identities(), contactsFor(message), locale()]);
  return { language, fields: { own_addresses, contacts, ...extra } };
}

// Resolves with the last answer of the host; onReport gets every one.
export async function judgeOnce(message, extra = {}, signal = null, onReport = () => {}) {
  const asked = about(message, extra);
  asked.catch(() => {}); // awaited below, unless the source cannot be had
  const bytes = await sourceOf(message);
  const [hash, { language, fields }] = await Promise.all([sha256(bytes), asked]);
  const received = receivedHash(bytes);
  const run = () => host.check(bytes, hash, fields, language, (report, final, checkId) => onReport(report, final, checkId, received), signal);
  try {
    return await run();
  } catch (error) {
    if (error.word === "slow") host.drop("slow"); // a hanging host is ended, the next check starts another
    if (error.word !== "died") throw error;
    return run(); // once, after the back-off
  }
}

// Judges for a tab. onState(tabs, state) is called with every report, or with what went wrong; never after a cancel.
export async function judge(tabId, message, { extra, automatic }, onState) {
  const job = running.get(message.id);
  if (job) {
    job.tabs.add(tabId);
    job.automatic &&= automatic;
    return;
  }
  const mine = { tabs: new Set([tabId]), automatic, stop: new AbortController() };
  running.set(message.id, mine);
  let last = Promise.resolve(); // in order: the final report is the last one painted
  const tell = shown => (last = last.then(async () => { if (!mine.stop.signal.aborted) await onState(mine.tabs, await shown); }));
  try {
    await judgeOnce(message, extra, mine.stop.signal, (report, final, checkId, received) => {
      if (final) running.delete(message.id);
      tell(received.then(hash => ({ phase: "done", report: summary(report), final, checkId, hash })));
    });
  } catch (error) {
    if (!mine.stop.signal.aborted) console.error("miyaburi:", error.word ?? error.message);
    tell({ phase: "trouble", trouble: error.word ?? "other" });
  } finally {
    if (running.get(message.id) === mine) running.delete(message.id);
  }
  await last;
}

export function cancel(messageId) {
  running.get(messageId)?.stop.abort();
  running.delete(messageId);
}

// Whoever reads on does not wait for the mails passed by: only what was asked for is finished.
export function abandonAutomatic(tabId, exceptId) {
  for (const [id, job] of running)
    if (job.automatic && id !== exceptId && job.tabs.delete(tabId) && !job.tabs.size) cancel(id);
}
