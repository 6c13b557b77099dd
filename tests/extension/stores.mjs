// The same mails wherever Thunderbird keeps them: Local Folders, POP3, IMAP with and without a copy on this machine, a
// file, a message tab. Verdict and SHA-256 of the received bytes are the same everywhere. usage: stores.mjs HOST XPI OUTPUT_DIR
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

import { genuine, GENUINE_ID, seed, seedId } from "./lib/mails.mjs";
import { startImap } from "./lib/imap.mjs";
import * as mail from "./lib/mailwindow.mjs";
import { startPop3 } from "./lib/pop3.mjs";
import { session, WORK } from "./lib/session.mjs";
import { finish, test } from "./lib/tap.mjs";

const SPOOFED = "s001-xserver-forged.eml";
const odd = Buffer.concat([Buffer.from("Return-Path: <taro@odd.example.jp>\nReceived: from odd.example.jp (odd.example.jp [198.51.100.7])\n\tby mx1.cad-office.example.jp (Postfix) id 1; Tue, 10 Oct 2023 10:03:51 +0900\nMessage-ID: <odd@odd.example.jp>\nFrom: taro@odd.example.jp\nTo: info@cad-office.example.jp\nSubject: 8 bit\nDate: Tue, 10 Oct 2023 10:03:42 +0900\nContent-Type: text/plain; charset=shift_jis\n\n.dot\n"),
  Buffer.from([0x82, 0xa0, 0x82, 0xa2, 0x80, 0xff, 0x0a])]); // Shift_JIS and bytes that are nothing
const MAILS = [[seedId(SPOOFED), seed(SPOOFED)], [GENUINE_ID, genuine], ["odd@odd.example.jp", odd]];
const raws = MAILS.map(([, raw]) => raw);
const received = raw => createHash("sha256").update(Buffer.from(raw.toString("latin1").replace(/\r?\n/g, "\r\n"), "latin1")).digest("hex");

// What the add-on keeps of the mail now shown.
const kept = tb => mail.background(tb, `
  const all = await messenger.storage.session.get();
  return Object.entries(all).filter(([k]) => k.startsWith("tab:")).map(([, s]) => ({ hash: s.hash, verdict: s.report?.verdict })).at(-1);`);
const forget = tb => mail.background(tb, `const all = await messenger.storage.session.get(); await messenger.storage.session.remove(Object.keys(all));`);

const verdicts = new Map();
async function sameEverywhere(tb, id, raw) {
  await forget(tb);
  await mail.press(tb);
  const { hash, verdict } = await kept(tb);
  assert.equal(hash, received(raw), "hash");
  if (!verdicts.has(id)) verdicts.set(id, verdict);
  assert.equal(verdict, verdicts.get(id), "verdict");
  return verdict;
}

async function all(tb, where) {
  for (const [id, raw] of MAILS)
    await test(`${where}: ${id}`, async () => {
      await mail.select(tb, id);
      return sameEverywhere(tb, id, raw);
    });
}

function account(type, port, more = {}) {
  const server = { type, hostname: "127.0.0.1", port, userName: "taro", name: "taro", socketType: 0, authMethod: 3, login_at_startup: false, check_new_mail: false, ...more };
  return { "mail.accountmanager.accounts": "account1,account2", "mail.account.account2.server": "server2", "mail.account.account2.identities": "id1", "mail.account.lastKey": 2,
    "mail.identity.id1.useremail": "info@cad-office.example.jp", "mail.identity.id1.valid": true,
    ...Object.fromEntries(Object.entries(server).map(([k, v]) => [`mail.server.server2.${k}`, v])), "signon.rememberSignons": true };
}

await session("local", "en-US", { inbox: raws }, async tb => {
  await all(tb, "Local Folders");
  await test("a message tab", async () => {
    await mail.openInTab(tb, "none", "Inbox", MAILS[0][0]);
    await sameEverywhere(tb, ...MAILS[0]);
    assert.ok(await mail.banner(tb));
    await mail.closeTabs(tb);
  });
});

const file = path.join(WORK, "mail.eml");
fs.writeFileSync(file, seed(SPOOFED));
await session("file", "ja", { args: [file] }, tb => test("a file in its own window", async () => {
  await mail.waitForWindow(tb);
  await sameEverywhere(tb, ...MAILS[0]);
  assert.ok(await mail.banner(tb));
}));

const pop3 = await startPop3(raws);
await session("pop3", "en-US", { prefs: account("pop3", pop3.port) }, async tb => {
  await mail.password(tb, "mailbox://127.0.0.1", "taro", "secret");
  await mail.openFolder(tb, "pop3", "Inbox", MAILS.length);
  await all(tb, "POP3");
});
pop3.close();

const imap = await startImap(fs.mkdtempSync(path.join(WORK, "imap-")), raws);
for (const offline of [false, true])
  await session(`imap-${offline}`, "en-US", { prefs: account("imap", imap.port, { offline_download: offline }) }, async tb => {
    await mail.password(tb, "imap://127.0.0.1", "taro", "secret");
    await mail.openFolder(tb, "imap", "INBOX", MAILS.length);
    if (offline) await mail.download(tb, "imap", "INBOX");
    await all(tb, offline ? "IMAP, kept offline" : "IMAP");
  });
await imap.close();

finish();
