// The add-on in the real Thunderbird with the real host: English and Japanese, hostile style sheets, speed, and hosts
// that are missing, dying or garbled. usage: run.mjs HOST XPI OUTPUT_DIR
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import path from "node:path";

import { genuine, GENUINE_ID, hostile, seed, seedId } from "./lib/mails.mjs";
import * as mail from "./lib/mailwindow.mjs";
import { OUT, scripted, session, WORK } from "./lib/session.mjs";
import { finish, median, test } from "./lib/tap.mjs";
import { sleep } from "./lib/thunderbird.mjs";

const BASELINE_MS = 100; // click to badge, median, warm; an empty host needs 40

const WORDS = {
  "en-US": { idle: "Check this mail", spoofed: "BAD", legitimate: "OK", trouble: "–", troubleLabel: "Could not check", popup: "What to do" },
  ja: { idle: "このメールを調べる", spoofed: "偽", legitimate: "正", trouble: "－", troubleLabel: "調べられませんでした", popup: "どうするか" },
};
const SEEDS = ["s001-xserver-forged.eml", "s002-digitaldive.eml", "s000-kagoya-info.eml", "s003-invitation-zip.eml", "s004-bounce-account-abused.eml"];

async function seeds(tb, locale, home) {
  const words = WORDS[locale];
  await test(`${locale}: the add-on is active and Thunderbird warns of nothing`, async () => {
    const state = await mail.addonState(tb);
    assert.equal(state.active, true);
    assert.deepEqual(state.warnings, []);
  });
  for (const name of SEEDS)
    await test(`${locale}: ${name}: button, badge, label, banner, popup`, async () => {
      await mail.select(tb, seedId(name));
      await mail.lookWhen(tb, l => l.label === words.idle, 1000);
      const seen = await mail.press(tb);
      const final = await mail.lookWhen(tb, l => l.badge === seen.badge);
      assert.ok(final.label.length > 1 && final.label !== words.idle && final.tooltip.startsWith(final.label), JSON.stringify(final));
      const warned = [words.spoofed, "!", "!!", "注", "乗"].includes(final.badge);
      if (name.startsWith("s001") || name.startsWith("s002") || name.startsWith("s000")) assert.ok(warned, `badge ${final.badge}`);
      const shown = await mail.banner(tb, warned ? 4000 : 400);
      assert.equal(shown !== null, warned);
      if (shown) assert.ok(shown.open && shown.onTop && shown.height > 20 && shown.text.includes(final.label), JSON.stringify(shown));
      const text = await mail.popup(tb);
      assert.ok(text.includes(final.label) && text.includes(words.popup), text);
      await tb.screenshot(path.join(OUT, `${name}-${locale}.png`));
      await mail.closePopup(tb);
    });
  await test(`${locale}: a genuine mail is green, without a banner in the mail`, async () => {
    await mail.select(tb, GENUINE_ID);
    const seen = await mail.press(tb);
    assert.equal(seen.badge, words.legitimate, JSON.stringify(seen));
    assert.equal(await mail.banner(tb, 1500), null);
    await tb.screenshot(path.join(OUT, `genuine-${locale}.png`));
  });
  await test(`${locale}: another mail shows no old verdict, the first one comes back with its own`, async () => {
    await mail.select(tb, hostile[0].id);
    await mail.lookWhen(tb, l => l.badge === "", 1000);
    await mail.select(tb, GENUINE_ID);
    await mail.lookWhen(tb, l => l.badge === words.legitimate, 3000);
  });
}

async function styles(tb, locale) {
  for (const { name, id } of hostile)
    await test(`${locale}: the banner holds against ${name}`, async () => {
      await mail.select(tb, id);
      await mail.press(tb);
      const shown = await mail.banner(tb);
      assert.ok(shown, "no banner");
      assert.ok(shown.open && shown.onTop && shown.height > 20 && shown.width > 200 && shown.top >= 0 && shown.top < 50, JSON.stringify(shown));
      assert.ok(!/opacity|\b0(none|\.)/.test(shown.opacity), shown.opacity);
    });
}

async function clickTimes(tb, n) {
  const times = [];
  for (let i = 0; i < n; i++) {
    const id = i % 2 ? GENUINE_ID : seedId(SEEDS[0]);
    await mail.background(tb, "await messenger.storage.session.clear();");
    await mail.select(tb, hostile[1].id);
    await mail.select(tb, id);
    times.push((await mail.press(tb)).ms);
  }
  return times;
}

// Best of up to three rounds: what else the machine does must not decide.
async function speed(tb, locale) {
  await test(`${locale}: click to badge within ${BASELINE_MS} ms (median, warm)`, async () => {
    const medians = [];
    while (medians.length < 3 && !(Math.min(...medians) <= BASELINE_MS)) medians.push(median(await clickTimes(tb, 11)));
    const told = `medians ${medians.map(m => m.toFixed(1)).join(", ")} ms, n=11 each`;
    assert.ok(Math.min(...medians) <= BASELINE_MS, told);
    return told;
  });
}

async function trouble(name, locale, host, body) {
  const inbox = [seed(SEEDS[0]), genuine];
  await session(name, locale, { host, inbox }, async (tb, about) => test(`${locale}: ${name}`, () => body(tb, about)));
}

async function troubles(locale) {
  const words = WORDS[locale], first = seedId(SEEDS[0]);
  const says = (pattern, ms) => async tb => {
    await mail.select(tb, first);
    const before = Date.now();
    const seen = await mail.press(tb);
    assert.equal(seen.badge, words.trouble);
    assert.equal(seen.label, words.troubleLabel);
    assert.match(seen.tooltip, pattern);
    assert.ok(Date.now() - before < ms);
    assert.match(await mail.popup(tb), pattern);
  };
  await trouble("host missing: says how to install", locale, null, says(/install|入っていない/, 3000));
  await trouble("host that cannot start", locale, "/nonexistent/miyaburi-host", says(/start|起動できない/, 3000));
  await trouble("host dying at every check", locale, scripted("die-on-check"), says(/stopped|終了しました/, 8000));
  await trouble("host answering garbage", locale, scripted("garbage"), says(/stopped|does not start|終了|起動できない/, 8000));
  await trouble("host printing debug lines", locale, scripted("debug-line"), says(/stopped|does not start|終了|起動できない/, 8000));
  await trouble("host that never answers", locale, scripted("silent"), says(/in time|時間内/, 20000));
  await trouble("host dying once: the check is repeated by itself", locale, scripted(`die-once:${WORK}/died`), async tb => {
    await mail.select(tb, first);
    assert.equal((await mail.press(tb)).badge, words.spoofed);
  });
  await trouble("another mail selected during a slow check: no badge on it", locale, scripted("slow:1500"), async tb => {
    await mail.select(tb, first);
    await mail.clickOnly(tb);
    await sleep(300);
    await mail.select(tb, GENUINE_ID);
    for (const end = Date.now() + 2500; Date.now() < end; await sleep(100)) assert.equal((await mail.look(tb)).badge, "");
    assert.equal(await mail.banner(tb, 200), null);
    await mail.select(tb, first);
    await mail.lookWhen(tb, l => l.badge === words.spoofed, 3000);
  });
}

const inbox = [...SEEDS.map(seed), genuine, ...hostile.map(h => h.raw)];
for (const locale of ["en-US", "ja"])
  await session(`main-${locale}`, locale, { inbox }, async (tb, { home }) => {
    await seeds(tb, locale, home);
    if (locale === "ja") await speed(tb, locale);
    else await styles(tb, locale);
  });
await troubles("en-US");
await trouble("host missing: says how to install", "ja", null, async tb => {
  await mail.select(tb, seedId(SEEDS[0]));
  assert.match((await mail.press(tb)).tooltip, /入っていない/);
});
finish();
