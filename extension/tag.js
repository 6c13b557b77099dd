// The optional tag on mails with a warning; a mail whose tag cannot be set keeps its verdict.
// SPDX-License-Identifier: GPL-3.0-or-later
import { isWarning } from "./looks.js";

const KEY = "miyaburi_warning";

async function setTag(message) {
  const tags = await messenger.messages.tags.list();
  if (!tags.some(known => known.key === KEY)) await messenger.messages.tags.create(KEY, messenger.i18n.getMessage("tagName"), "#C01C28");
  const now = await messenger.messages.get(message.id);
  await messenger.messages.update(message.id, { tags: [...new Set([...now.tags, KEY])] });
}

export async function tagWarning(message, report) {
  if (message.external || !isWarning(report)) return;
  const { tagWarnings } = await messenger.storage.local.get({ tagWarnings: false });
  if (tagWarnings) await setTag(message).catch(error => console.error("miyaburi: no tag:", error.message));
}
