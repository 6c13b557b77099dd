// Who the user is and whom they know, for one mail: identities always, the address book only with the optional
// permission and only about this mail's senders.
// SPDX-License-Identifier: GPL-3.0-or-later
const MAX_CONTACTS = 50;
const MAX_IDENTITIES = 200;
const LONGEST = 250, LONGEST_NAME = 80; // the host takes 320 bytes of each

export async function identities() {
  const accounts = await messenger.accounts.list(false);
  return [...new Set(accounts.flatMap(a => a.identities.map(i => i.email)).filter(email => email && email.length <= LONGEST))].slice(0, MAX_IDENTITIES);
}

function entriesOf(contact) {
  const vcard = contact.vCard ?? contact.properties?.vCard ?? "";
  const unfolded = vcard.replace(/\r?\n[ \t]/g, "");
  const emails = [...unfolded.matchAll(/^(?:[\w-]+\.)?EMAIL[^:\r\n]*:([^\r\n]+)/gim)].map(m => m[1].trim());
  const name = /^FN[^:\r\n]*:([^\r\n]+)/im.exec(unfolded)?.[1]?.trim() ?? "";
  return emails.filter(address => address.length <= LONGEST).map(address => ({ name: name.slice(0, LONGEST_NAME), address, known: true }));
}

async function search(text) {
  const { contacts } = messenger.addressBooks, wanted = { searchString: text, includeRemote: false };
  if (!text) return [];
  return contacts.query ? contacts.query(wanted) : contacts.quickSearch(wanted); // the latter in older Thunderbirds
}

function splitAuthor(author) {
  const m = /^\s*"?(.*?)"?\s*<([^<>]*)>\s*$/.exec(author);
  return m ? { name: m[1], address: m[2] } : { name: "", address: author.trim() };
}

export async function contactsFor(message) {
  try {
    if (!await messenger.permissions.contains({ permissions: ["addressBooks"] })) return [];
    const { name, address } = splitAuthor(message.author ?? "");
    const found = await Promise.all([search(address), search(name)]);
    return found.flat().flatMap(entriesOf).slice(0, MAX_CONTACTS);
  } catch (error) {
    console.error("miyaburi: no address book:", error.message); // a check without it is still a check
    return [];
  }
}
