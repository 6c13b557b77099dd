// What ./dev addon does: for an ordinary user in that user's home, where Thunderbird asks first; for root for everyone,
// without a question. Runs where command.sh has put overlays. usage: command.mjs SOURCE WORK_DIR
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { seed, seedId } from "./lib/mails.mjs";
import * as mail from "./lib/mailwindow.mjs";
import { finish, test } from "./lib/tap.mjs";
import { makeProfile, start } from "./lib/thunderbird.mjs";

const [SOURCE, WORK] = process.argv.slice(2);
const USER = "nobody", ids = { uid: Number(execFileSync("id", ["-u", USER])), gid: Number(execFileSync("id", ["-g", USER])) };
const DEFAULTS = { "remote.prefs.recommended": false, "intl.locale.requested": "en-US" };

const dev = (home, before = []) => {
  const [program, ...args] = [...before, "env", `HOME=${home}`, "./dev", "addon"];
  return execFileSync(program, args, { cwd: SOURCE, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
};

async function inThunderbird(name, home, owner, body) {
  const profile = path.join(WORK, name, "profile");
  makeProfile(profile, { inbox: [seed("s001-xserver-forged.eml")], prefs: DEFAULTS });
  if (owner.uid) execFileSync("chown", ["-R", `${owner.uid}:${owner.gid}`, path.join(WORK, name)]);
  const tb = await start({ profile, home, owner });
  try {
    await mail.openInbox(tb, 1);
    await body(tb);
  } finally {
    await tb.quit();
  }
}

async function works(tb) {
  await mail.select(tb, seedId("s001-xserver-forged.eml"));
  assert.equal((await mail.press(tb)).badge, "BAD");
}

const enable = tb => tb.run(`
  const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
  await (await AddonManager.getAddonByID(args[0])).enable();`, mail.ADDON_ID);

const home = path.join(WORK, "user", "home");
fs.mkdirSync(home, { recursive: true });
await test("an ordinary user: everything in that user's home, and Thunderbird asks first", async () => {
  execFileSync("chown", ["-R", `${ids.uid}:${ids.gid}`, path.join(WORK, "user")]);
  execFileSync("chown", ["-RL", `${ids.uid}:${ids.gid}`, path.join(SOURCE, "build")]);
  assert.match(dev(home, ["runuser", "-u", USER, "--"]), /Enable/);
  const manifest = JSON.parse(fs.readFileSync(path.join(home, ".mozilla/native-messaging-hosts/miyaburi.json")));
  fs.accessSync(manifest.path, fs.constants.X_OK);
  assert.equal(fs.statSync(path.join(home, ".mozilla/extensions/{3550f703-e582-4d05-9a08-453d09bdfdc6}", `${mail.ADDON_ID}.xpi`)).uid, ids.uid);
  assert.ok(!fs.existsSync(`/usr/lib/thunderbird/extensions/${mail.ADDON_ID}.xpi`), "nothing for others");
  await inThunderbird("user", home, ids, async tb => {
    assert.equal((await mail.addonState(tb)).active, false);
    await enable(tb);
    await works(tb);
  });
});
await test("root: for everyone, without a question", async () => {
  const rootHome = path.join(WORK, "root", "home");
  fs.mkdirSync(rootHome, { recursive: true });
  assert.match(dev(rootHome), /for everyone/);
  await inThunderbird("root", rootHome, {}, async tb => {
    assert.equal((await mail.addonState(tb)).active, true);
    await works(tb);
  });
});
finish();
