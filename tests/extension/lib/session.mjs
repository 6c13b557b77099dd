// One Thunderbird with the add-on, a host and some mail, for the length of a test.
// SPDX-License-Identifier: GPL-3.0-or-later
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import * as mail from "./mailwindow.mjs";
import { makeProfile, start, writeNativeManifest } from "./thunderbird.mjs";

export const [HOST, XPI, OUT] = process.argv.slice(2).map(name => path.resolve(name));
export const WORK = fs.mkdtempSync(path.join(os.tmpdir(), "miyaburi-addon-"));
process.on("exit", () => fs.rmSync(WORK, { recursive: true, force: true }));
fs.mkdirSync(OUT, { recursive: true });

function settings(home, text) {
  fs.mkdirSync(path.join(home, ".config", "miyaburi"), { recursive: true });
  fs.writeFileSync(path.join(home, ".config", "miyaburi", "settings.ini"), text);
}

const OWN = "[own]\ndomains=cad-office.example.jp;\naddresses=info@cad-office.example.jp;\n[trust]\nservers=mx1.cad-office.example.jp;\n";

// host: program or null for none; kept: the text of settings.ini; prepare(profile): more of the profile
export async function session(name, locale, { host = HOST, inbox = [], prefs = {}, args = [], display = null, kept = OWN, prepare = null }, body) {
  const profile = path.join(WORK, name, "profile"), home = path.join(WORK, name, "home");
  makeProfile(profile, { xpi: XPI, addonId: mail.ADDON_ID, inbox, prefs: { "intl.locale.requested": locale, "extensions.webextensions.warnings-as-errors": true, ...prefs } });
  if (kept !== null) settings(home, kept);
  if (host) writeNativeManifest(home, host, mail.ADDON_ID);
  await prepare?.(profile, home);
  const tb = await start({ profile, home, locale, args, display });
  try {
    if (inbox.length) await mail.openInbox(tb, inbox.length);
    await body(tb, { home, profile });
  } finally {
    await tb.quit();
  }
}

export function scripted(behaviour) {
  const file = path.join(WORK, `host-${behaviour.replace(/\W/g, "_")}`);
  const script = path.join(path.dirname(new URL(import.meta.url).pathname), "..", "fake-host.mjs");
  fs.writeFileSync(file, `#!/bin/sh\nexec node '${script}' '${behaviour}' "$@"\n`, { mode: 0o755 });
  return file;
}
