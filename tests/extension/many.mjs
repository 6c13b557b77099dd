// Many mails from the menu: the selection and a folder, through the real menus; the summary tab, its rows, tag and junk
// with their permissions and undo, stopping, a mail that fails, a host that dies in between. usage: many.mjs HOST XPI OUTPUT_DIR
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import path from "node:path";

import { genuine, GENUINE_ID, hostile, large, many, seed, seedId } from "./lib/mails.mjs";
import * as mail from "./lib/mailwindow.mjs";
import { OUT, scripted, session, WORK } from "./lib/session.mjs";
import { finish, test } from "./lib/tap.mjs";

const SEEDS = ["s001-xserver-forged.eml", "s002-digitaldive.eml", "s003-invitation-zip.eml"], first = seedId(SEEDS[0]);
const MANY = Number(process.env.MIYABURI_MANY ?? 250), MIB = 1024 * 1024;
const SUMMARY = "summary.html";

const checkFolder = async (tb, pattern, ms = 20000) => {
  await mail.chooseMenu(tb, "folder", "Check the mails of this folder");
  return mail.page(tb, SUMMARY, pattern, ms);
};

const inbox = [...SEEDS.map(seed), genuine, ...hostile.map(h => h.raw), large("huge@x.example", 50 * MIB + 1)];

await session("many", "en-US", { inbox }, async tb => {
  await test("a mail over 50 MB: its own words, which go as soon as another mail is selected", async () => {
    await mail.select(tb, "huge@x.example");
    const seen = await mail.press(tb);
    assert.match(seen.tooltip, /larger than 50 MB/);
    assert.equal(seen.badge, "–");
    await mail.select(tb, first);
    await mail.lookWhen(tb, l => l.badge === "", 1000);
  });
  await test("selected mails from the menu", async () => {
    await mail.selectMany(tb, [first, seedId(SEEDS[1]), GENUINE_ID]);
    await mail.chooseMenu(tb, "list", "Check the selected mails");
    const text = await mail.page(tb, SUMMARY, "3 mails were checked[^]*Figures");
    assert.ok(text.includes("Probably spoofed") && !text.includes("order has been sent"), "only the mails with a warning are listed at first");
    await mail.closeTabs(tb);
  });
  await test("a folder from the menu: a mail that fails is one row, what belongs together is found", async () => {
    const text = await checkFolder(tb, `${inbox.length} mails were checked[^]*Figures`);
    assert.match(text, /8 mails style \d/); // of the same second: whichever was judged first
    assert.match(text, /Could not be analysed\s+1\b/);
    await mail.inPage(tb, SUMMARY, `const s = document.querySelector("select"); s.value = "failed"; s.dispatchEvent(new document.defaultView.Event("change"));`);
    assert.match(await mail.page(tb, SUMMARY, "Could not check"), /larger than 50 MB/);
  });
  await test("tagged by choice, with Thunderbird's own question; undone", async () => {
    await mail.clickIn(tb, SUMMARY, "Choose all with a warning");
    await mail.page(tb, SUMMARY, "11 chosen");
    await mail.clickIn(tb, SUMMARY, "Tag");
    assert.match(await mail.allow(tb), /tags/);
    await mail.page(tb, SUMMARY, "11 mails were tagged");
    assert.match(await mail.tagsOf(tb, "Inbox", first), /miyaburi_warning/);
    assert.doesNotMatch(await mail.tagsOf(tb, "Inbox", GENUINE_ID), /miyaburi_warning/);
    await mail.clickIn(tb, SUMMARY, "Undo");
    await mail.page(tb, SUMMARY, "Undone");
    assert.doesNotMatch(await mail.tagsOf(tb, "Inbox", first), /miyaburi_warning/);
  });
  await test("moved to junk by choice; undone; the row still opens its mail", async () => {
    await mail.folder(tb, "Junk", { junk: true });
    await mail.clickIn(tb, SUMMARY, "Choose all with a warning");
    await mail.clickIn(tb, SUMMARY, "Move to junk");
    assert.match(await mail.allow(tb), /move/i);
    await mail.page(tb, SUMMARY, "11 mails were moved");
    assert.equal((await mail.folder(tb, "Junk")).length, 11);
    assert.deepEqual((await mail.folder(tb, "Inbox")).sort(), ["huge@x.example", GENUINE_ID].sort());
    await mail.clickIn(tb, SUMMARY, "Undo");
    await mail.page(tb, SUMMARY, "Undone", 15000);
    assert.equal((await mail.folder(tb, "Inbox")).length, inbox.length);
    assert.equal((await mail.folder(tb, "Junk")).length, 0);
    await mail.inPage(tb, SUMMARY, `const s = document.querySelector("select"); s.value = "warned"; s.dispatchEvent(new document.defaultView.Event("change")); [...document.querySelectorAll("button.link")].find(b => b.textContent.includes("Xserver")).click();`);
    assert.match(await mail.page(tb, "report.html", "Route"), /133\.242\.53\.24/);
  });
  await tb.screenshot(path.join(OUT, "report-from-summary.png"));
});

await session("thousands", "en-US", { inbox: many(MANY) }, tb => test(`${MANY} mails: every one a row, a page of them at a time, and checking a single mail meanwhile`, async () => {
  const started = Date.now();
  await mail.chooseMenu(tb, "folder", "Check the mails of this folder");
  await mail.page(tb, SUMMARY, "of \\d+ mails checked");
  await mail.run(tb, `w.document.getElementById("tabmail").switchToTab(0); await pause(100);`);
  await mail.select(tb, "many-1@partner.example.jp");
  const single = await mail.press(tb);
  await mail.page(tb, SUMMARY, `${MANY} mails were checked`, 50000);
  const seconds = (Date.now() - started) / 1000;
  const rows = Number(await mail.value(tb, SUMMARY, `String(content.document.querySelectorAll(".mails tbody tr").length)`));
  assert.equal(rows, Math.min(100, MANY));
  return `${seconds.toFixed(1)} s, a single mail meanwhile ${single.ms.toFixed(0)} ms`;
}));

await session("slow", "en-US", { inbox: many(20), host: scripted("slow:1000") }, tb => test("stopped: what was checked so far stays", async () => {
  await mail.chooseMenu(tb, "folder", "Check the mails of this folder");
  await mail.page(tb, SUMMARY, "\\b([3-9]|1\\d) of 20 mails checked");
  await mail.clickIn(tb, SUMMARY, "Stop");
  const text = await mail.page(tb, SUMMARY, "Stopped after \\d+ mails");
  const done = Number(/after (\d+)/.exec(text)[1]);
  assert.ok(done >= 3 && done < 20, text);
  assert.equal(text.match(/label-spoofed/g).length, done);
}));

await session("dying", "en-US", { inbox: many(6), host: scripted(`die-once:${WORK}/died-in-batch`) }, tb => test("a host that dies in between: every mail is still a row, and the overview says that it lacks some", async () => {
  await mail.chooseMenu(tb, "folder", "Check the mails of this folder");
  const text = await mail.page(tb, SUMMARY, "6 mails were checked[^]*label-spoofed", 20000);
  assert.equal(text.match(/label-spoofed/g).length, 6);
  assert.match(text, /was interrupted/);
}));

await session("missing", "en-US", { inbox: many(3), host: null }, tb => test("without a host: says how to install", async () => {
  await mail.chooseMenu(tb, "folder", "Check the mails of this folder");
  await mail.page(tb, SUMMARY, "not installed[^]*Install the package");
}));
finish();
