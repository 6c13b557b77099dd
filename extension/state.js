// What is known of each message tab and of each checked mail, kept where it survives the event page but not the
// session. A verdict belongs to a message and the SHA-256 of its bytes, never to a tab alone.
// SPDX-License-Identifier: GPL-3.0-or-later
const MAX_KEPT = 200;

const messageKey = message => `mail:${message.id}:${message.headerMessageId}:${message.size}`;

let keeping = Promise.resolve(); // the list of kept mails is read and written by one at a time

async function keep(key, state) {
  const { order = [] } = await messenger.storage.session.get("order");
  const kept = [...order.filter(k => k !== key), key];
  const gone = kept.splice(0, Math.max(0, kept.length - MAX_KEPT));
  await messenger.storage.session.set({ [key]: state, order: kept });
  if (gone.length) await messenger.storage.session.remove(gone);
}

export function remember(message, state) {
  keeping = keeping.then(() => keep(messageKey(message), state)).catch(error => console.error("miyaburi:", error.message));
  return keeping;
}

export async function recall(message) {
  const key = messageKey(message);
  return (await messenger.storage.session.get(key))[key] ?? null;
}

export async function forget(message) {
  await messenger.storage.session.remove(messageKey(message));
}

const MAX_SERVERS = 10;

// Servers that took in the mails checked so far, also before a restart: offered on the options page, where the user knows
// which are theirs.
export async function noteServer(name) {
  const { servers = [] } = await messenger.storage.local.get("servers");
  if (name && !servers.includes(name)) await messenger.storage.local.set({ servers: [name, ...servers].slice(0, MAX_SERVERS) });
}

export const servers = async () => (await messenger.storage.local.get({ servers: [] })).servers;

// The tab's state is what its button and popup show.
export async function setTab(tabId, state) {
  const key = `tab:${tabId}`;
  await (state ? messenger.storage.session.set({ [key]: state }) : messenger.storage.session.remove(key));
}

export async function getTab(tabId) {
  const key = `tab:${tabId}`;
  return (await messenger.storage.session.get(key))[key] ?? null;
}

// TRUE while exactly this message is shown alone in the tab: asked again before anything is painted.
export async function isShown(tabId, messageId) {
  try {
    const { messages } = await messenger.messageDisplay.getDisplayedMessages(tabId);
    return messages.length === 1 && messages[0].id === messageId;
  } catch {
    return false; // the tab is gone
  }
}
