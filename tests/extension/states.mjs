// States with words of their own, and everything that ends badly: stopping a check, mails too large or encrypted or read
// in part only, the settings pages, the tag, checks on display, and a host killed in mid-request. usage: states.mjs HOST XPI OUTPUT_DIR
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { genuine, GENUINE_ID, hostile, seed, seedId } from "./lib/mails.mjs";
import * as mail from "./lib/mailwindow.mjs";
import { orphans, running, zombies } from "./lib/processes.mjs";
import { HOST, scripted, session, WORK } from "./lib/session.mjs";
import { finish, test } from "./lib/tap.mjs";
import { sleep } from "./lib/thunderbird.mjs";

const SPOOFED = "s001-xserver-forged.eml", first = seedId(SPOOFED);
const KILLS = 25, WORKER = path.resolve(path.dirname(HOST), "../core/worker/miyaburi-worker");

function made(id, type, body) {
  return Buffer.from(`Return-Path: <a@partner.example.jp>\nReceived: from partner.example.jp (partner.example.jp [198.51.100.9])\n\tby mx1.cad-office.example.jp (Postfix) id 1; Tue, 10 Oct 2023 10:03:51 +0900\nMessage-ID: <${id}>\nFrom: a@partner.example.jp\nTo: info@cad-office.example.jp\nSubject: ${id}\nDate: Tue, 10 Oct 2023 10:03:42 +0900\nMIME-Version: 1.0\nContent-Type: ${type}\n\n${body}\n`);
}
const encrypted = made("encrypted@x.example", "multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b", "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n\n--b\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n\n--b--");
let nested = "text";
for (let i = 60; i--;) nested = `--b${i}\nContent-Type: multipart/mixed; boundary=b${i + 1}\n\n${nested}\n--b${i}--\n`;
const deep = made("deep@x.example", "multipart/mixed; boundary=b0", nested);

// A known person's name with an address that is not theirs.
const posing = Buffer.from(`Return-Path: <hanako.sato.office@mailbox.example.net>\nReceived: from mailbox.example.net (mailbox.example.net [198.51.100.77])\n\tby mx1.cad-office.example.jp (Postfix) id 1; Tue, 10 Oct 2023 10:03:51 +0900\nMessage-ID: <posing@x.example>\nFrom: "Hanako Sato" <hanako.sato.office@mailbox.example.net>\nTo: info@cad-office.example.jp\nSubject: Minutes of Tuesday\nDate: Tue, 10 Oct 2023 10:03:42 +0900\n\nHere are the minutes of our meeting.\n`);
const KEPT = "[own]\ndomains=cad-office.example.jp;\naddresses=info@cad-office.example.jp;\n";
const openOptions = async tb => {
  await mail.background(tb, "await messenger.runtime.openOptionsPage();");
  return mail.page(tb, "options.html", "Your own domains");
};

const press = async (tb, id) => { await mail.select(tb, id); return mail.press(tb); };
const alive = host => { // pids of our host, zombies included
  try {
    return execFileSync("pgrep", ["-f", `^${host} `]).toString().trim().split("\n").map(Number);
  } catch {
    return [];
  }
};

await session("states", "en-US", { kept: KEPT, inbox: [seed(SPOOFED), genuine, encrypted, deep, hostile[0].raw, posing] }, async (tb, { home }) => {
  await test("encrypted: its own words", async () => {
    const seen = await press(tb, "encrypted@x.example");
    assert.equal(seen.badge, "?");
    assert.match(await mail.popup(tb), /is encrypted, so it was not checked/);
    await mail.closePopup(tb);
  });
  await test("read in part only: said in tooltip and popup", async () => {
    const seen = await press(tb, "deep@x.example");
    assert.match(seen.tooltip, /could not be checked/);
    assert.match(await mail.popup(tb), /could not be checked/);
    await mail.closePopup(tb);
  });
  await test("a changed source brings no old verdict back", async () => {
    await press(tb, first);
    await sleep(1000); // the last report has come
    await mail.background(tb, `const all = await messenger.storage.session.get();
      for (const [k, s] of Object.entries(all)) if (k.startsWith("mail:")) await messenger.storage.session.set({ [k]: { ...s, hash: "0".repeat(64) } });`);
    await mail.select(tb, GENUINE_ID);
    await mail.select(tb, first);
    await sleep(500);
    assert.equal((await mail.look(tb)).badge, "");
  });
  await test("too large: fifty megabytes are not fetched", async () => {
    const word = await mail.background(tb, `const { sourceOf } = await import(messenger.runtime.getURL("bytes.js"));
      return sourceOf({ id: 1, size: 50 * 1024 * 1024 + 1 }).then(() => "fetched", e => e.word);`);
    assert.equal(word, "too-large");
  });
  await test("settings: what is chosen there is what the host keeps", async () => {
    await mail.background(tb, "await messenger.runtime.openOptionsPage();");
    await mail.page(tb, "options.html", "Your own domains");
    await mail.inPage(tb, "options.html", `document.querySelectorAll("textarea")[0].value = "cad-office.example.jp branch.example.jp"; document.querySelector("input[type=checkbox]").click();`);
    await mail.page(tb, "options.html", "Saved");
    await mail.pressIn(tb, "options.html", "Save");
    const ini = () => fs.readFileSync(path.join(home, ".config/miyaburi/settings.ini"), "utf8");
    for (let i = 0; i < 50 && !ini().includes("branch.example.jp"); i++) await sleep(50);
    assert.match(ini(), /branch\.example\.jp/);
    assert.match(ini(), /allow=dns/);
    await mail.inPage(tb, "options.html", `document.querySelector("input[type=checkbox]").click();`);
    for (let i = 0; i < 50 && /allow=dns/.test(ini()); i++) await sleep(50);
    assert.doesNotMatch(ini(), /allow=dns/);
    await mail.closeTabs(tb);
  });
  await test("the whole report after the host has ended: judged once more", async () => {
    await press(tb, first);
    for (const pid of alive(HOST)) process.kill(pid, "SIGKILL");
    await sleep(300);
    await mail.openPopup(tb);
    await mail.pressIn(tb, "popup.html", "Full report");
    assert.match(await mail.page(tb, "report.html", "133.242.53.24"), /Route/);
    await mail.closeTabs(tb);
  });
  await test("a contact changes the verdict, once Thunderbird was allowed to show the address book", async () => {
    await mail.addContact(tb, "Hanako Sato", "hanako@partner.example.jp");
    assert.equal((await press(tb, "posing@x.example")).badge, "?");
    await openOptions(tb);
    await mail.clickIn(tb, "options.html", "Use the address book");
    assert.match(await mail.allow(tb), /address book/i);
    await mail.page(tb, "options.html", "Saved");
    await mail.closeTabs(tb);
    await mail.background(tb, "await messenger.storage.session.clear();");
    await mail.select(tb, GENUINE_ID);
    assert.equal((await press(tb, "posing@x.example")).badge, "!");
  });
  await test("a tag on mails with a warning, when wanted and allowed", async () => {
    await openOptions(tb);
    await mail.clickIn(tb, "options.html", "Tag mails that get a warning");
    assert.match(await mail.allow(tb), /tags/);
    await mail.page(tb, "options.html", "Saved");
    await mail.closeTabs(tb);
    await mail.background(tb, "await messenger.storage.session.clear();");
    await press(tb, hostile[0].id);
    for (let i = 0; i < 60 && !/miyaburi_warning/.test(await mail.keywords(tb)); i++) await sleep(50);
    assert.match(await mail.keywords(tb), /miyaburi_warning/);
  });
  await test("servers found in checked mails are offered, and trusted by a press", async () => {
    assert.match(await openOptions(tb), /Servers that handed over your mail[^]*mx1\.cad-office\.example\.jp/);
    await mail.pressIn(tb, "options.html", "Trust");
    const ini = () => fs.readFileSync(path.join(home, ".config/miyaburi/settings.ini"), "utf8");
    for (let i = 0; i < 50 && !/servers=.*mx1/.test(ini()); i++) await sleep(50);
    assert.match(ini(), /servers=mx1\.cad-office\.example\.jp/);
    assert.doesNotMatch(await mail.page(tb, "options.html", "Your own domains"), /Servers that handed over/);
  });
  await test("remembered answers are forgotten", async () => {
    await mail.pressIn(tb, "options.html", "Forget them");
    await mail.page(tb, "options.html", "All remembered answers were removed");
    await mail.closeTabs(tb);
  });
  await test("a check on display, when wanted", async () => {
    await mail.background(tb, "await messenger.storage.local.set({ autoCheck: true }); await messenger.storage.session.clear();");
    await mail.select(tb, GENUINE_ID);
    await mail.lookWhen(tb, l => l.badge === "OK", 5000);
    await mail.background(tb, "await messenger.storage.local.set({ autoCheck: false });");
  });
  await test(`host killed in mid-request ${KILLS} times: never waiting, never stale, the next check works`, async () => {
    const waits = [];
    for (let i = 0; i < KILLS; i++) {
      await mail.background(tb, "await messenger.storage.session.clear();");
      await mail.select(tb, i % 2 ? GENUINE_ID : first);
      const killer = (async () => { await sleep(i * 3); for (const pid of alive(HOST)) try { process.kill(pid, "SIGKILL"); } catch { /* ended by itself */ } })();
      const seen = await mail.press(tb);
      await killer;
      waits.push(seen.ms);
      assert.ok(["BAD", "OK", "–"].includes(seen.badge) && (seen.badge === "–" || seen.badge === (i % 2 ? "OK" : "BAD")), `${i}: ${seen.badge}`);
    }
    assert.ok(Math.max(...waits) <= 2000, `${Math.max(...waits)} ms`);
    await mail.background(tb, "await messenger.storage.session.clear();");
    await mail.select(tb, GENUINE_ID);
    assert.equal((await press(tb, first)).badge, "BAD");
    await sleep(500);
    const hosts = alive(HOST);
    assert.ok(hosts.length <= 1, `${hosts}`);
    assert.deepEqual(zombies(tb.process.pid), []);
    assert.deepEqual(orphans([WORKER], running([HOST]).map(p => p.pid)), [], "workers of a killed host");
    assert.ok(running([WORKER]).length > 0, "the live host's worker is found where it is looked for");
    return `longest ${Math.max(...waits).toFixed(0)} ms`;
  });
});

await test("nothing is left when Thunderbird has ended", async () => {
  for (let i = 0; i < 40 && running([HOST, WORKER]).length; i++) await sleep(50);
  assert.deepEqual(running([HOST, WORKER]), []);
});

const log = path.join(WORK, "requests");
await session("cancel", "en-US", { inbox: [seed(SPOOFED), genuine], host: scripted(`slow-logged:${log}`) }, async tb => {
  await test("a check is stopped from the popup, the host is told", async () => {
    await mail.select(tb, first);
    await mail.clickOnly(tb);
    await mail.lookWhen(tb, l => l.badge === "…", 3000);
    await mail.openPopup(tb);
    await mail.pressIn(tb, "popup.html", "Stop checking");
    await mail.lookWhen(tb, l => l.badge === "", 3000);
    await sleep(200);
    assert.match(fs.readFileSync(log, "utf8"), /check\n(.*\n)*cancel\n/);
  });
  await test("mails passed by are not checked to the end", async () => {
    await mail.closePopup(tb);
    fs.writeFileSync(log, "");
    await mail.background(tb, "await messenger.storage.local.set({ autoCheck: true });");
    await mail.select(tb, GENUINE_ID);
    for (let i = 0; i < 60 && !fs.readFileSync(log, "utf8").includes("check\n"); i++) await sleep(50);
    await mail.select(tb, first);
    for (let i = 0; i < 60 && !fs.readFileSync(log, "utf8").includes("cancel\n"); i++) await sleep(50);
    assert.match(fs.readFileSync(log, "utf8"), /check\n(.*\n)*cancel\n/);
  });
});
finish();
