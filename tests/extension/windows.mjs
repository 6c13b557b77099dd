// The add-on on a screen: popup, report and settings in English and Japanese, light and dark, and the real shortcut.
// Leaves pictures for people to look at. usage: windows.mjs HOST XPI OUTPUT_DIR
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

import { genuine, GENUINE_ID, hostile, seed, seedId } from "./lib/mails.mjs";
import * as mail from "./lib/mailwindow.mjs";
import { OUT, session } from "./lib/session.mjs";
import { finish, test } from "./lib/tap.mjs";
import { sleep } from "./lib/thunderbird.mjs";
import { startX } from "./lib/xserver.mjs";

const SPOOFED = "s001-xserver-forged.eml", BOUNCE = "s004-bounce-account-abused.eml";
const WORDS = {
  "en-US": { spoofed: "BAD", legitimate: "OK", question: /Ask name servers/, notNow: "Not now", later: /allow it later/, more: "Full report", route: /Route/, settings: /Your own domains/, reasons: /Why/, menu: "Check the mails of this folder", figures: /Figures/ },
  ja: { spoofed: "偽", legitimate: "正", question: /ネームサーバー（DNS）に問い合わせて/, notNow: "今はしない", later: /あとから設定/, more: "詳しい結果を見る", route: /配送経路/, settings: /自社/, reasons: /理由/, menu: "このフォルダーのメールを調べる", figures: /集計/ },
};

async function walk(x, locale, dark) {
  const words = WORDS[locale], look = `${locale}-${dark ? "dark" : "light"}`;
  const picture = name => { x.picture(path.join(OUT, `${name}-${look}.png`)); };
  const prefs = { "ui.systemUsesDarkTheme": dark ? 1 : 0, "layout.css.prefers-color-scheme.content-override": dark ? 0 : 1, "alerts.useSystemBackend": false };
  await session(`windows-${look}`, locale, { inbox: [seed(SPOOFED), genuine, ...hostile.slice(0, 3).map(h => h.raw), seed(BOUNCE), seed("s003-invitation-zip.eml")], prefs, display: x.display }, async (tb, { home }) => {
    await test(`${look}: the shortcut checks the shown mail`, async () => {
      await mail.select(tb, seedId(SPOOFED));
      await mail.focusList(tb);
      x.keys("ctrl+shift+y");
      await mail.lookWhen(tb, l => l.badge === words.spoofed, 10000);
    });
    await test(`${look}: the popup asks once whether name servers may be asked; "not now" is kept`, async () => {
      await mail.openPopup(tb);
      const text = await mail.page(tb, "popup.html", words.question.source);
      assert.match(text, words.reasons);
      picture("popup-spoofed");
      await mail.pressIn(tb, "popup.html", words.notNow);
      await mail.page(tb, "popup.html", words.later.source);
      assert.match(fs.readFileSync(path.join(home, ".config/miyaburi/settings.ini"), "utf8"), /asked=true/);
      await mail.closePopup(tb);
      await mail.select(tb, GENUINE_ID);
      assert.equal((await mail.press(tb)).badge, words.legitimate);
      await mail.openPopup(tb);
      await mail.page(tb, "popup.html", words.more);
      await sleep(500);
      assert.doesNotMatch(await mail.page(tb, "popup.html", "."), words.question);
      picture("popup-genuine");
    });
    await test(`${look}: the whole report opens in a tab, nothing in it can be followed`, async () => {
      await mail.closePopup(tb);
      await mail.select(tb, seedId(SPOOFED));
      await mail.lookWhen(tb, l => l.badge === words.spoofed, 5000);
      await mail.openPopup(tb);
      await mail.page(tb, "popup.html", words.more);
      await mail.pressIn(tb, "popup.html", words.more);
      const text = await mail.page(tb, "report.html", words.route.source);
      assert.ok(text.includes("133.242.53.24") && text.includes("hxxp") && !/undefined|\bnull\b|\[object/.test(text), text);
      await sleep(300);
      picture("report");
      await mail.inPage(tb, "report.html", `document.querySelector(".map").scrollIntoView();`);
      picture("map");
      await mail.inPage(tb, "report.html", `document.querySelector(".drafts").open = true; document.querySelector(".drafts").scrollIntoView();`);
      await mail.page(tb, "report.html", "info@antiphishing\\.jp");
      picture("drafts");
      await mail.closeTabs(tb);
    });
    await test(`${look}: a folder in the summary tab`, async () => {
      await mail.chooseMenu(tb, "folder", words.menu);
      const text = await mail.page(tb, "summary.html", words.figures.source);
      assert.ok(!/undefined|\bnull\b|\[object|NaN/.test(text), text);
      await sleep(500); // what stands there is still to be painted
      picture("summary");
      await mail.inPage(tb, "summary.html", `document.querySelectorAll("h2")[3].scrollIntoView();`);
      picture("summary-figures");
      await mail.closeTabs(tb);
    });
    await test(`${look}: settings`, async () => {
      await mail.background(tb, "await messenger.runtime.openOptionsPage();");
      const text = await mail.page(tb, "options.html", words.settings.source);
      assert.ok(!/undefined|\[object/.test(text), text);
      await sleep(500);
      picture("options");
    });
  });
}

const x = await startX();
process.on("exit", x.close);
const all = process.env.MIYABURI_PICTURES ? [["en-US", false], ["en-US", true], ["ja", false], ["ja", true]] : [["en-US", false], ["ja", true]];
for (const [locale, dark] of all) await walk(x, locale, dark);
finish();
