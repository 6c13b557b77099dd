// The report tab: what to do by what already happened, the chain, the map, the act that asks for full link hosts, and
// drafts to whom it concerns: looked at, copied, saved, opened as a new mail. usage: reports.mjs HOST XPI OUTPUT_DIR
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

import { genuine, GENUINE_ID, seed, seedId } from "./lib/mails.mjs";
import * as mail from "./lib/mailwindow.mjs";
import { OUT, session, WORK } from "./lib/session.mjs";
import { finish, test } from "./lib/tap.mjs";
import { sleep } from "./lib/thunderbird.mjs";

const SPOOFED = "s003-invitation-zip.eml", LINKED = "s001-xserver-forged.eml", REPORT = "report.html", OWN = "sales@cad-office.example.jp";
const STRANGER = "kita-denki.example.com", STRANGER_ID = GENUINE_ID.replace("amazon.co.jp", STRANGER);
const stranger = Buffer.from(genuine.toString().replaceAll("amazon.co.jp", STRANGER).replace("Amazon.co.jp", "Kita Denki"));
// By way of three countries, with a link to a fourth.
const ROUTE_ID = "route@x.example";
const route = Buffer.from(`Return-Path: <a@kscompany.jp>
Received: from sv64.xserver.jp (unknown [133.242.53.24])
	by mx1.cad-office.example.jp (Postfix) with ESMTPS id 4HGx; Mon, 27 Sep 2021 06:12:40 +0900 (JST)
Received: from pc (unknown [103.86.52.10])
	by sv64.xserver.jp (Postfix) with ESMTPSA id 3HGx; Mon, 27 Sep 2021 06:12:38 +0900 (JST)
Message-ID: <${ROUTE_ID}>
From: "KAGOYA Internet Service" <a@kscompany.jp>
To: info@cad-office.example.jp
Subject: route
Date: Mon, 27 Sep 2021 06:12:38 +0900
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<html><body><a href="http://8.8.8.8/login">https://www.kagoya.com/login</a></body></html>
`);
const downloads = path.join(WORK, "downloads");
fs.mkdirSync(downloads);
const prefs = { "browser.download.dir": downloads, "browser.download.folderList": 2, "browser.download.useDownloadDir": true };
const allowed = `[own]\ndomains=cad-office.example.jp;\naddresses=${OWN};\n[trust]\nservers=mx1.cad-office.example.jp;\n[lookups]\nasked=true\nallow=dns\n`;

async function openReport(tb, id, more, pattern) {
  await mail.select(tb, id);
  await mail.press(tb);
  await mail.openPopup(tb);
  await mail.page(tb, "popup.html", more);
  await mail.pressIn(tb, "popup.html", more);
  return mail.page(tb, REPORT, pattern);
}
const choose = (tb, index, value) => mail.inPage(tb, REPORT, `{ const s = document.querySelectorAll(".drafts select")[${index}]; s.value = "${value}"; s.dispatchEvent(new document.defaultView.Event("change")); }`);
const tick = (tb, index) => mail.inPage(tb, REPORT, `document.querySelectorAll(".drafts input")[${index}].click();`);
const count = async (tb, selector) => Number(await mail.value(tb, REPORT, `String(content.document.querySelectorAll(${JSON.stringify(selector)}).length)`));

await session("report", "en-US", { inbox: [seed(SPOOFED), genuine, stranger, route], prefs }, async (tb, { home }) => {
  await test("what to do by what happened, the chain with sources, the map with its words", async () => {
    const text = await openReport(tb, seedId(SPOOFED), "Full report", "Whom to tell");
    for (const wanted of [/You opened an attachment/, /Who stands behind it/, /Sent from:/, /as the mail says/, /country data · /, /1\. Pakistan/]) assert.match(text, wanted);
    assert.ok(!/undefined|\bnull\b|\[object/.test(text), text);
    assert.equal(await count(tb, "svg.map rect.map-sign"), 1);
    assert.match(await mail.value(tb, REPORT, `content.document.querySelector("svg.map").getAttribute("aria-label")`), /1\. Pakistan/);
  });
  await test("a draft: to whom, in which language, own address masked unless wished otherwise", async () => {
    await mail.inPage(tb, REPORT, `document.querySelector(".drafts").open = true;`);
    const council = await mail.page(tb, REPORT, "info@antiphishing\\.jp");
    assert.ok(!council.includes(`To: ${OWN}`) && council.includes("To: ***"), council);
    await tick(tb, 0);
    await mail.page(tb, REPORT, "\nTo: .*cad-office\\.example\\.jp");
    await tick(tb, 0);
    await choose(tb, 1, "ja");
    await mail.page(tb, REPORT, "不審なメールのご報告");
    await choose(tb, 0, "network");
    await mail.page(tb, REPORT, "連絡先が分かりません");
    await choose(tb, 1, "en");
    await choose(tb, 0, "centre");
    await mail.page(tb, REPORT, "meiwaku@dekyo\\.or\\.jp");
  });
  await test("copied", async () => {
    await mail.clickIn(tb, REPORT, "Copy");
    await mail.page(tb, REPORT, "Copied");
    assert.match(await mail.clipboard(tb), /^Report of a suspicious mail/);
  });
  await test("saved as a mail file, with the machine-readable part when wished", async () => {
    await tick(tb, 1);
    await mail.page(tb, REPORT, "machine-readable part is in the saved file, and is attached");
    await mail.clickIn(tb, REPORT, "Save as a mail file");
    const file = path.join(downloads, "miyaburi-report.eml");
    for (let i = 0; i < 100 && !(fs.existsSync(file) && fs.statSync(file).size); i++) await sleep(50);
    const eml = fs.readFileSync(file, "latin1");
    assert.match(eml, /^X-Unsent: 1\r\n/);
    assert.match(eml, /To: meiwaku@dekyo\.or\.jp\r\n[^]*message\/feedback-report/);
  });
  await test("opened as a new mail of plain text, not sent", async () => {
    await mail.clickIn(tb, REPORT, "Open as a new mail");
    const seen = await mail.composed(tb);
    assert.deepEqual(seen.to, ["meiwaku@dekyo.or.jp"]);
    assert.equal(seen.html, false);
    assert.match(seen.subject, /^Report of a suspicious mail/);
    assert.match(seen.body, /To: \*\*\*/);
    assert.deepEqual(seen.attached, ["miyaburi-report.eml"]);
    await mail.closeTabs(tb);
  });
  await test("a way through countries: numbered signs, a line, the links apart", async () => {
    await openReport(tb, ROUTE_ID, "Full report", "On the map");
    const words = await mail.value(tb, REPORT, `content.document.querySelector("svg.map").getAttribute("aria-label")`);
    assert.match(words, /^1\. .+ \(can be forged\) → 2\. Japan; Links lead to: 3\. US$/);
    assert.deepEqual([await count(tb, ".map-sign"), await count(tb, ".map-route"), await count(tb, ".map-sign.map-link"), await count(tb, ".map-sign.map-claimed")], [3, 1, 1, 1]);
    await mail.inPage(tb, REPORT, `document.querySelector(".map").scrollIntoView();`);
    await tb.screenshot(path.join(OUT, "map-route.png"));
    await mail.closeTabs(tb);
  });
  await test("a genuine mail: nobody to tell, nothing to do", async () => {
    const text = await openReport(tb, GENUINE_ID, "Full report", "Who stands behind it");
    assert.ok(!/Whom to tell|already acted/.test(text), text);
    await mail.closeTabs(tb);
  });
  await test("a genuine address not met before: its sender may be called known, and that taken back", async () => {
    await openReport(tb, STRANGER_ID, "Full report", "I know this sender");
    await mail.clickIn(tb, REPORT, "I know this sender");
    await mail.page(tb, REPORT, "Remembered");
    assert.ok(fs.existsSync(path.join(home, ".local/share/miyaburi/history.sqlite")));
    await mail.clickIn(tb, REPORT, "Undo");
    await mail.page(tb, REPORT, "I know this sender");
  });
});

await session("hosts", "en-US", { inbox: [seed(LINKED)], prefs, kept: allowed }, tb => test("full link hosts are asked for by the act alone", async () => {
  const before = await openReport(tb, seedId(LINKED), "Full report", "full names of the linked servers");
  assert.ok(!/A xserver-vps\.kiriiku\.jp/.test(before), before);
  await mail.inPage(tb, REPORT, `document.querySelector("details.question").open = true;`);
  await mail.page(tb, REPORT, "xserver-vps\\.kiriiku");
  await mail.inPage(tb, REPORT, `document.querySelector("details.question").scrollIntoView({ block: "center" });`);
  await tb.screenshot(path.join(OUT, "hosts-question.png"));
  await mail.clickIn(tb, REPORT, "Look up");
  const after = await mail.page(tb, REPORT, "A xserver-vps\\.kiriiku\\.jp", 15000);
  assert.ok(!/full names of the linked servers/.test(after), "what was asked is not offered again");
  await tb.screenshot(path.join(OUT, "hosts.png"));
}));
finish();
