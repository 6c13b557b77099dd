// The optional tag on mails with a warning; a mail whose tag cannot be set keeps its verdict.
// SPDX-License-Identifier: GPL-3.0-or-later
import { isWarning } from "./looks.js";

const KEY = "miyaburi_warning";

async function change(message, edit) {
  const { tags } = await messenger.messages.get(message.id);
  const wanted = edit(tags);
  if (wanted.length === tags.length) return false;
  await messenger.messages.update(message.id, { tags: wanted });
  return true;
}

// FALSE when the mail had it already.
export async function addTag(message) {
  const tags = await messenger.messages.tags.list();
  if (!tags.some(known => known.key === KEY)) await messenger.messages.tags.create(KEY, messenger.i18n.getMessage("tagName"), "#C01C28");
  return change(message, now => [...new Set([...now, KEY])]);
}

export const removeTag = message => change(message, now => now.filter(key => key !== KEY));

export async function tagWarning(message, report) {
  if (message.external || !isWarning(report)) return;
  const { tagWarnings } = await messenger.storage.local.get({ tagWarnings: false });
  if (tagWarnings) await addTag(message).catch(error => console.error("miyaburi: no tag:", error.message));
}
