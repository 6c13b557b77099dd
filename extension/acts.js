// Tag mails or move them to the junk folder, and take that back. Mails get another id in another folder; what stays theirs
// is the Message-ID that Thunderbird knows them by.
// SPDX-License-Identifier: GPL-3.0-or-later
import { addTag, removeTag } from "./tag.js";

export const TAG_RIGHTS = ["messagesTags", "messagesTagsList", "messagesUpdate"], MOVE_RIGHTS = ["messagesMove"];

const STEP = 100; // mails moved at once

// folder id → rows; a mail that has gone since is left out
async function byFolder(rows) {
  const found = new Map();
  for (const row of rows) {
    const { folder, headerMessageId } = await messenger.messages.get(row.id).catch(() => ({}));
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

async function eachIn(folderId, visit) {
  for (let page = await messenger.messages.list(folderId); ; page = await messenger.messages.continueList(page.id)) {
    page.messages.forEach(visit);
    if (!page.id) return;
  }
}

// Resolves with the rows that were moved, under their new ids. A Message-ID is its author's choice: what lay in the folder
// before is another mail, whatever id it bears.
async function move(rows, folderId) {
  const wanted = new Set(rows.map(row => row.headerMessageId)), before = new Set(), gone = [];
  await eachIn(folderId, ({ id, headerMessageId }) => { if (wanted.has(headerMessageId)) before.add(id); });
  for (let at = 0; at < rows.length; at += STEP) {
    const step = rows.slice(at, at + STEP);
    await messenger.messages.move(step.map(row => row.id), folderId).then(() => gone.push(...step)).catch(error => console.error(error));
  }
  const left = Map.groupBy(gone, row => row.headerMessageId);
  await eachIn(folderId, ({ id, headerMessageId }) => {
    const row = before.has(id) ? null : left.get(headerMessageId)?.pop();
    if (row) row.id = id;
  });
  return gone;
}

// Each act resolves with how many mails it was done to and how to undo it. A folder without a junk folder anywhere: done 0.
export async function moveToJunk(rows) {
  const moved = [];
  for (const { folder, rows: mails } of (await byFolder(rows)).values()) {
    const junk = await junkOf(folder);
    if (!junk || junk.id === folder.id) continue;
    moved.push([await move(mails, junk.id), folder.id]);
  }
  return { done: moved.reduce((n, [mails]) => n + mails.length, 0), undo: async () => { for (const [mails, folderId] of moved) await move(mails, folderId); } };
}

export async function tag(rows) {
  const tagged = [];
  for (const row of rows) if (await addTag(row).catch(() => false)) tagged.push(row);
  return { done: tagged.length, undo: async () => { for (const row of tagged) await removeTag(row); } };
}
