// The event page: a click, the shortcut or a displayed mail starts a check; the answer is painted only while that very
// mail is still shown. What must outlive this page is in state.js; here is only what is going on right now.
// SPDX-License-Identifier: GPL-3.0-or-later
import { drawBanner, hasBanner } from "./banner.js";
import { receivedHash, sha256, sourceOf } from "./bytes.js";
import * as host from "./host.js";
import { abandonAutomatic, cancel, isRunning, judge, judgeOnce, locale } from "./judge.js";
import { setUpMenus } from "./menu.js";
import { paint } from "./paint.js";
import * as state from "./state.js";
import { tagWarning } from "./tag.js";

const PAUSE_MS = 80; // a check is mostly done by then: what would only flicker is not painted

const painting = new Map(); // tab → the paint in work: one after the other, so that the last shown mail wins

function inTurn(tabId, job) {
  const turn = (painting.get(tabId) ?? Promise.resolve()).then(job).catch(error => console.error("miyaburi:", error.message));
  painting.set(tabId, turn);
  turn.then(() => painting.get(tabId) === turn && painting.delete(tabId));
  return turn;
}

async function replace(tabId, shown) {
  const before = await state.getTab(tabId);
  await Promise.all([state.setTab(tabId, shown), paint(tabId, shown)]);
  if (hasBanner(before) || hasBanner(shown)) await drawBanner(tabId, shown);
}

// Paints unless another mail has been selected meanwhile; that one's own paint follows in turn.
function show(tabId, message, shown) {
  return inTurn(tabId, async () => {
    if (await state.isShown(tabId, message.id)) await replace(tabId, { ...shown, messageId: message.id });
  });
}

const showAll = (tabs, message, shown) => Promise.all([...tabs].map(tabId => show(tabId, message, shown)));

async function check(tabId, message, { extra = {}, automatic = false, pause = PAUSE_MS } = {}) {
  let finished = false;
  const checking = () => finished ? null : show(tabId, message, { phase: "checking" });
  if (pause) setTimeout(checking, pause);
  else checking();
  await judge(tabId, message, { extra, automatic }, async (tabs, done) => {
    finished = true;
    await Promise.all([showAll(tabs, message, done), done.phase === "done" ? state.remember(message, done) : state.forget(message)]);
    if (done.phase !== "done" || !done.final) return;
    if (!message.external) await state.noteServer(done.report.server); // a file's topmost server is whatever its author wrote
    await tagWarning(message, done.report);
  });
  finished = true;
}

async function checkShown(tab, options) {
  host.forgive();
  const { messages } = await messenger.messageDisplay.getDisplayedMessages(tab.id);
  if (messages.length === 1) await check(tab.id, messages[0], options);
}

messenger.messageDisplayAction.onClicked.addListener(tab => checkShown(tab));

messenger.commands.onCommand.addListener(async (name, tab) => {
  await checkShown(tab ?? (await messenger.tabs.query({ active: true, currentWindow: true }))[0]);
});

// A known verdict, if the mail still consists of the bytes that were judged.
async function recall(message) {
  const known = await state.recall(message);
  if (!known) return null;
  const same = await sourceOf(message).then(receivedHash).then(hash => hash === known.hash, () => false);
  if (!same) await state.forget(message);
  return same ? known : null;
}

// Another mail is shown: the old verdict goes at once; a known one for exactly this mail comes back.
messenger.messageDisplay.onMessagesDisplayed.addListener(async (tab, list) => {
  const [message, second] = list.messages;
  abandonAutomatic(tab.id, message?.id);
  await inTurn(tab.id, () => replace(tab.id, null));
  if (!message || second) return;
  if (isRunning(message)) return check(tab.id, message, { pause: 0 });
  const known = await recall(message);
  if (isRunning(message)) return; // a click was faster
  if (known) return show(tab.id, message, known);
  const { autoCheck } = await messenger.storage.local.get({ autoCheck: false });
  if (autoCheck && await state.isShown(tab.id, message.id)) await check(tab.id, message, { automatic: true });
});

// A large mail is displayed late: what the button said of the one before goes as soon as another is selected.
messenger.mailTabs.onSelectedMessagesChanged.addListener((tab, { messages: [message, second] }) => inTurn(tab.id, async () => {
  const before = await state.getTab(tab.id);
  if (before && (second || message?.id !== before.messageId)) await replace(tab.id, null);
}));

setUpMenus();

messenger.tabs.onRemoved.addListener(tabId => state.setTab(tabId, null));

async function openInApp(messageId) {
  const bytes = await sourceOf({ id: messageId });
  await host.openApp(bytes, await sha256(bytes), await locale());
}

const wholeReport = async (checkId, language) => ({ report: await host.fullReport(checkId, language), checkId });

async function anew(messageId, extra, use) {
  const again = await judgeOnce(await messenger.messages.get(messageId), extra);
  return use(again.checkId, await locale());
}

// use(checkId, language) of a check that the host has kept; the host forgets when it ends: then the mail is judged once more.
async function kept(checkId, messageId, use) {
  try {
    return await use(checkId, await locale());
  } catch (error) {
    if (error.word !== "no-such-check" && error.word !== "died") throw error;
  }
  return anew(messageId, {}, use);
}

// Requests of our own pages.
const pages = {
  "check-again": async ({ tabId, extra }) => checkShown(await messenger.tabs.get(tabId), { extra, pause: 0 }),
  cancel: async ({ tabId }) => {
    const shown = await state.getTab(tabId);
    if (shown?.messageId !== undefined) cancel(shown.messageId);
    await inTurn(tabId, () => replace(tabId, null));
  },
  about: async () => ({ app: (await host.ready(await locale())).app === true, settings: await host.settings(await locale()) }),
  settings: async ({ change }) => host.settings(await locale(), change),
  "open-app": ({ messageId }) => openInApp(messageId),
  // hosts: asked for by the explicit act, so the mail is judged anew
  "full-report": ({ checkId, messageId, hosts }) => hosts
    ? anew(messageId, { link_hosts: hosts }, wholeReport) : kept(checkId, messageId, wholeReport),
  draft: ({ checkId, messageId, wish }) => kept(checkId, messageId, async (id, language) => ({ draft: await host.draft(id, wish, language), checkId: id })),
  "clear-cache": async () => host.cacheClear(await locale()),
  "know-sender": async ({ address, known }) => host.historyKnow(address, known, await locale()),
  "clear-history": async () => host.historyClear(await locale()),
};

messenger.runtime.onMessage.addListener((message, sender) => {
  const ours = sender.id === messenger.runtime.id && sender.url?.startsWith(messenger.runtime.getURL(""));
  const answer = ours && Object.hasOwn(pages, message?.type) ? pages[message.type] : null;
  return answer?.(message).then(value => ({ value }), error => ({ trouble: error.word ?? "other" }));
});
