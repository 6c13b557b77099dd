// Tag mails or move them to the junk folder, and take that back. Mails get another id in another folder; what stays theirs
// is the Message-ID that Thunderbird knows them by.
// SPDX-License-Identifier: GPL-3.0-or-later
import { addTag, removeTag } from "./tag.js";

export const TAG_RIGHTS = ["messagesTags", "messagesTagsList", "messagesUpdate"], MOVE_RIGHTS = ["messagesMove"];

const STEP = 100; // mails moved at once

// folder id → rows
async function byFolder(rows) {
  const found = new Map();
  for (const row of rows) {
    const { folder, headerMessageId } = await messenger.messages.get(row.id);
    if (!folder) continue; // a mail from a file
    row.headerMessageId = headerMessageId;
    if (!found.has(folder.id)) found.set(folder.id, { folder, rows: [] });
    found.get(folder.id).rows.push(row);
  }
  return found;
}

async function junkOf(folder) {
  const query = async more => (await messenger.folders.query({ specialUse: ["junk"], ...more }))[0];
  return await query({ accountId: folder.accountId }) ?? query({});
}

// The rows' ids in the folder where they lie now.
async function findIn(folderId, rows) {
  const wanted = Map.groupBy(rows, row => row.headerMessageId);
  for (let page = await messenger.messages.list(folderId); ; page = await messenger.messages.continueList(page.id)) {
    for (const { id, headerMessageId } of page.messages) {
      const row = wanted.get(headerMessageId)?.pop();
      if (row) row.id = id;
    }
    if (!page.id) return;
  }
}

async function move(rows, folderId) {
  for (let at = 0; at < rows.length; at += STEP) await messenger.messages.move(rows.slice(at, at + STEP).map(row => row.id), folderId);
  await findIn(folderId, rows);
}

// Each act resolves with how many mails it was done to and how to undo it. A folder without a junk folder anywhere: done 0.
export async function moveToJunk(rows) {
  const moved = [];
  for (const { folder, rows: mails } of (await byFolder(rows)).values()) {
    const junk = await junkOf(folder);
    if (!junk || junk.id === folder.id) continue;
    await move(mails, junk.id);
    moved.push([mails, folder.id]);
  }
  return { done: moved.reduce((n, [mails]) => n + mails.length, 0), undo: async () => { for (const [mails, folderId] of moved) await move(mails, folderId); } };
}

export async function tag(rows) {
  const tagged = [];
  for (const row of rows) if (await addTag(row).catch(() => false)) tagged.push(row);
  return { done: tagged.length, undo: async () => { for (const row of tagged) await removeTag(row); } };
}
