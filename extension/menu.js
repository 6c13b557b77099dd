// The menu entries for many mails: on the selection in the message list, and on a folder. What was chosen is handed to a
// summary tab, which does the work: it has a host of its own, so checking single mails goes on beside it.
// SPDX-License-Identifier: GPL-3.0-or-later
import { t } from "./looks.js";

const ITEMS = [["check-selected", "message_list", "menuSelected"], ["check-folder", "folder_pane", "menuFolder"]];

// The page's address is no place for what was chosen; it is taken out by the page.
async function openSummary(chosen) {
  const key = crypto.randomUUID();
  await messenger.storage.session.set({ [`chosen:${key}`]: chosen });
  await messenger.tabs.create({ url: `summary.html?chosen=${key}` });
}

// Only what a row shows.
export const brief = ({ id, author, subject, size, external }) => ({ id, author, subject, size, external });

const foldersOf = info => (info.selectedFolders ?? [info.selectedFolder]).filter(Boolean).map(({ id, name }) => ({ id, name }));

function onClicked(info) {
  if (info.menuItemId === "check-folder") openSummary({ folders: foldersOf(info) });
  else if (info.selectedMessages) openSummary({ next: info.selectedMessages.id, messages: info.selectedMessages.messages.map(brief) });
}

// Thunderbird keeps the entries of an event page, and the language may have changed since.
export function setUpMenus() {
  for (const [id, context, key] of ITEMS)
    messenger.menus.create({ id, contexts: [context], title: t(key) }, () => {
      if (messenger.runtime.lastError) messenger.menus.update(id, { title: t(key) });
    });
  messenger.menus.onClicked.addListener(onClicked);
}

// The page starts when Thunderbird starts, so that the entries are there.
messenger.runtime.onStartup.addListener(() => {});
messenger.runtime.onInstalled.addListener(() => {});
