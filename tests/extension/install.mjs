// Installed as a package installs it: Thunderbird with its default settings enables the add-on without a question, in a
// fresh and in an existing profile; upgrade and removal are followed at the next start. In a mount namespace of its own
// (see install.sh), so that this machine's folders stay as they are. usage: install.mjs STAGE WORK_DIR
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { seed, seedId } from "./lib/mails.mjs";
import * as mail from "./lib/mailwindow.mjs";
import { finish, test } from "./lib/tap.mjs";
import { makeProfile, sleep, start } from "./lib/thunderbird.mjs";

const [STAGE, WORK] = process.argv.slice(2);
const LINK = `/usr/lib/thunderbird/extensions/${mail.ADDON_ID}.xpi`, MANIFEST = "/usr/lib/mozilla/native-messaging-hosts/miyaburi.json";
const profile = path.join(WORK, "profile"), home = path.join(WORK, "home"), first = seedId("s001-xserver-forged.eml");
const DEFAULTS = { "remote.prefs.recommended": false, "intl.locale.requested": "ja" }; // what a test start would change

// The stage's tree as the file system shows it; folders that Thunderbird has already are filled, never replaced.
function install() {
  execFileSync("cp", ["-a", `${STAGE}/usr/.`, "/usr/"]);
}

function remove() {
  for (const file of [fs.realpathSync(LINK), LINK, MANIFEST]) fs.rmSync(file);
}

const run = async (args, body) => {
  const tb = await start({ profile, home, locale: "ja", ...args });
  try {
    await mail.openInbox(tb, 1);
    await body(tb);
  } finally {
    await tb.quit();
  }
};

const works = async tb => {
  const state = await mail.addonState(tb);
  assert.ok(state?.active, `not active: ${JSON.stringify(state)}`);
  await mail.select(tb, first);
  assert.equal((await mail.press(tb)).badge, "偽");
  return state;
};

function newVersion(version) {
  execFileSync("python3", ["-c", `import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z: files = {n: z.read(n) for n in z.namelist()}
m = json.loads(files['manifest.json']); m['version'] = sys.argv[2]; files['manifest.json'] = json.dumps(m)
with zipfile.ZipFile(sys.argv[1], 'w') as z:
    for n, b in files.items(): z.writestr(n, b)`, fs.realpathSync(LINK), version]);
}

install();
const manifest = JSON.parse(fs.readFileSync(MANIFEST));
await test("what is installed: a link to the file in share/webext, a manifest that names an installed program", async () => {
  assert.match(fs.realpathSync(LINK), /share\/webext\//);
  fs.accessSync(manifest.path, fs.constants.X_OK);
  assert.deepEqual(Object.keys(manifest).sort(), ["allowed_extensions", "description", "name", "path", "type"]);
});

makeProfile(profile, { inbox: [seed("s001-xserver-forged.eml")], prefs: DEFAULTS });
await run({}, tb => test("a fresh profile: enabled without a question, and it works", async () => { await works(tb); }));
newVersion("0.1.1");
await run({}, tb => test("an upgrade is followed at the next start", async () => assert.equal((await works(tb)).version, "0.1.1")));
remove();
await run({}, tb => test("after removal it is gone, and nothing is left in the profile", async () => {
  assert.equal(await mail.addonState(tb), null);
  assert.ok(!fs.existsSync(path.join(profile, "extensions", `${mail.ADDON_ID}.xpi`)));
}));
install();
await run({}, tb => test("an existing profile: enabled without a question, and it works", async () => { await works(tb); }));

// libexec/miyaburi/miyaburi-host → bin/miyaburi of the same prefix
const APP = path.resolve(manifest.path, "../../../bin/miyaburi");
const got = path.join(WORK, "got");
fs.mkdirSync(path.dirname(APP), { recursive: true });
fs.writeFileSync(APP, `#!/bin/sh\n{ echo "$@"; cat; } >${got}.part && mv ${got}.part ${got}\n`, { mode: 0o755 });
await run({}, tb => test("the app is offered when it is installed, and gets the mail as it is", async () => {
  await works(tb);
  await mail.openPopup(tb);
  await mail.page(tb, "popup.html", "Miyaburi で開く");
  await mail.pressIn(tb, "popup.html", "Miyaburi で開く");
  for (let i = 0; i < 100 && !fs.existsSync(got); i++) await sleep(50);
  assert.deepEqual(fs.readFileSync(got), Buffer.concat([Buffer.from("-\n"), seed("s001-xserver-forged.eml")]));
}));
finish();
