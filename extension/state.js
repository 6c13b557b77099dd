// What is known of each message tab and of each checked mail, kept where it survives the event page but not the
// session. A verdict belongs to a message and the SHA-256 of its bytes, never to a tab alone.
// SPDX-License-Identifier: GPL-3.0-or-later
const MAX_KEPT = 200;

const messageKey = message => `mail:${message.id}:${message.headerMessageId}:${message.size}`;

export async function remember(message, state) {
  const key = messageKey(message);
  const { order = [] } = await messenger.storage.session.get("order");
  const kept = [...order.filter(k => k !== key), key];
  const gone = kept.splice(0, Math.max(0, kept.length - MAX_KEPT));
  await messenger.storage.session.remove(gone);
  await messenger.storage.session.set({ [key]: state, order: kept });
}

export async function recall(message) {
  const key = messageKey(message);
  return (await messenger.storage.session.get(key))[key] ?? null;
}

export async function forget(message) {
  await messenger.storage.session.remove(messageKey(message));
}

// The tab's state is what its button and popup show.
export async function setTab(tabId, state) {
  await messenger.storage.session.set({ [`tab:${tabId}`]: state });
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
