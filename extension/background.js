// The event page: a click, the shortcut or a displayed mail starts a check; the answer is painted only while that very
// mail is still shown. Nothing is kept in globals but the port.
// SPDX-License-Identifier: GPL-3.0-or-later
import { showBanner } from "./banner.js";
import * as host from "./host.js";
import { isWarning } from "./looks.js";
import { paint } from "./paint.js";
import { contactsFor, identities } from "./people.js";
import * as state from "./state.js";

const MAX_MAIL = 50 * 1024 * 1024;
const TAG = "miyaburi_warning";

const locale = async () => (await messenger.storage.local.get({ language: "" })).language || messenger.i18n.getUILanguage();

const painting = new Map(); // tab → the paint in work: one after the other, so that the last shown mail wins

function inTurn(tabId, job) {
  const turn = (painting.get(tabId) ?? Promise.resolve()).then(job).catch(error => console.error("miyaburi:", error.message));
  painting.set(tabId, turn);
  return turn;
}

function show(tabId, message, shown) {
  return inTurn(tabId, async () => {
    if (!await state.isShown(tabId, message.id)) return;
    await state.setTab(tabId, shown && { ...shown, messageId: message.id, subject: message.subject });
    await paint(tabId, shown);
    await showBanner(tabId, shown);
  });
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, b => b.toString(16).padStart(2, "0")).join("");
}

async function rawBytes(message) {
  let file;
  try {
    file = await messenger.messages.getRaw(message.id, { data_format: "File" });
  } catch (error) {
    throw new host.HostError("unreadable", error.message);
  }
  if (file.size > MAX_MAIL) throw new host.HostError("too-large");
  return new Uint8Array(await file.arrayBuffer());
}

async function judge(tabId, message, extra) {
  const bytes = await rawBytes(message);
  const hash = await sha256(bytes);
  const about = { own_addresses: await identities(), contacts: await contactsFor(message), ...extra };
  const run = async () => host.check(bytes, hash, about, await locale(), async (report, final, checkId) => {
    const done = { phase: "done", report, final, checkId, sha256: hash };
    await state.remember(message, done);
    await show(tabId, message, done);
  });
  try {
    return await run();
  } catch (error) {
    if (error.word === "slow") host.drop("slow"); // a hanging host is ended, the next check starts another
    if (error.word !== "died") throw error;
    return run(); // once, after the back-off
  }
}

async function check(tabId, message, extra = {}) {
  await show(tabId, message, { phase: "checking" });
  try {
    const { report } = await judge(tabId, message, extra);
    await tag(message, report);
  } catch (error) {
    console.error("miyaburi:", error.word ?? error.message);
    await state.forget(message);
    await show(tabId, message, { phase: "trouble", trouble: error.word ?? "other" });
  }
}

async function tag(message, report) {
  const { tagWarnings } = await messenger.storage.local.get({ tagWarnings: false });
  if (!tagWarnings || message.external || !isWarning(report)) return;
  const tags = await messenger.messages.tags.list();
  if (!tags.some(known => known.key === TAG))
    await messenger.messages.tags.create(TAG, messenger.i18n.getMessage("tagName"), "#C01C28");
  await messenger.messages.update(message.id, { tags: [...new Set([...message.tags, TAG])] });
}

async function checkShown(tab, extra) {
  const { messages } = await messenger.messageDisplay.getDisplayedMessages(tab.id);
  if (messages.length === 1) await check(tab.id, messages[0], extra);
}

messenger.messageDisplayAction.onClicked.addListener(tab => {
  host.forgive();
  return checkShown(tab);
});

messenger.commands.onCommand.addListener(async (name, tab) => {
  tab ??= (await messenger.tabs.query({ active: true, currentWindow: true }))[0];
  host.forgive();
  await checkShown(tab);
});

// Another mail is shown: the old verdict goes at once; a known one for exactly this mail comes back.
messenger.messageDisplay.onMessagesDisplayed.addListener(async (tab, list) => {
  const [message, second] = list.messages;
  if (!message || second) return inTurn(tab.id, () => Promise.all([state.setTab(tab.id, null), paint(tab.id, null)]));
  await inTurn(tab.id, () => paint(tab.id, null));
  const known = await state.recall(message);
  await show(tab.id, message, known);
  const { autoCheck } = await messenger.storage.local.get({ autoCheck: false });
  if (autoCheck && !known) await check(tab.id, message);
});

// Requests of our own pages.
const pages = {
  "check-again": async ({ tabId, extra }) => {
    const tab = await messenger.tabs.get(tabId);
    host.forgive();
    await checkShown(tab, extra);
  },
  "full-report": async ({ checkId }) => host.fullReport(checkId, await locale()),
  settings: async ({ change }) => host.settings(await locale(), change),
};

messenger.runtime.onMessage.addListener((message, sender) => {
  const answer = sender.id === messenger.runtime.id && pages[message?.type];
  if (!answer) return undefined;
  return answer(message).then(value => ({ value }), error => ({ trouble: error.word ?? "other" }));
});
