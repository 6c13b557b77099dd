// Who the user is and whom they know, for one mail: identities always, the address book only with the optional
// permission and only about this mail's senders.
// SPDX-License-Identifier: GPL-3.0-or-later
const MAX_CONTACTS = 50;

export async function identities() {
  const accounts = await messenger.accounts.list(false);
  return [...new Set(accounts.flatMap(a => a.identities.map(i => i.email)).filter(Boolean))];
}

function entriesOf(contact) {
  const vcard = contact.vCard ?? contact.properties?.vCard ?? "";
  const unfolded = vcard.replace(/\r?\n[ \t]/g, "");
  const emails = [...unfolded.matchAll(/^(?:[\w-]+\.)?EMAIL[^:\r\n]*:([^\r\n]+)/gim)].map(m => m[1].trim());
  const name = /^FN[^:\r\n]*:([^\r\n]+)/im.exec(unfolded)?.[1]?.trim() ?? "";
  return emails.map(address => ({ name, address, known: true }));
}

async function search(text) {
  const query = { searchString: text, includeRemote: false };
  const api = messenger.addressBooks.contacts ?? messenger.contacts;
  return text ? api.quickSearch(query) : [];
}

function splitAuthor(author) {
  const m = /^\s*"?(.*?)"?\s*<([^<>]*)>\s*$/.exec(author);
  return m ? { name: m[1], address: m[2] } : { name: "", address: author.trim() };
}

export async function contactsFor(message) {
  if (!await messenger.permissions.contains({ permissions: ["addressBooks"] })) return [];
  const { name, address } = splitAuthor(message.author ?? "");
  const found = [...await search(address), ...await search(name)];
  return found.flatMap(entriesOf).slice(0, MAX_CONTACTS);
}
