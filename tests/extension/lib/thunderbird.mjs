// The real Thunderbird with a fresh profile, driven over Marionette. Loopback only, own HOME, no display needed.
// SPDX-License-Identifier: GPL-3.0-or-later
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";

export const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
const BINARY = "/usr/lib/thunderbird/thunderbird";
const running = new Set();
process.on("exit", () => { for (const p of running) p.kill("SIGKILL"); });

// Without these a fresh profile shows its welcome dialogs over everything.
const PREFS = {
  "mail.accountmanager.accounts": "account1", "mail.accountmanager.localfoldersserver": "server1",
  "mail.account.account1.server": "server1", "mail.account.lastKey": 1,
  "mail.server.server1.type": "none", "mail.server.server1.hostname": "Local Folders", "mail.server.server1.name": "Local Folders",
  "mail.server.server1.userName": "nobody", "mail.server.server1.directory-rel": "[ProfD]Mail/Local Folders",
  "mail.provider.suppress_dialog_on_startup": true, "mail.spotlight.firstRunDone": true, "mail.rights.version": 1,
  "mailnews.start_page.enabled": false, "mailnews.start_page_override.mstone": "ignore", "mail.shell.checkDefaultClient": false,
  "app.donation.eoy.version.viewed": 999, "datareporting.policy.dataSubmissionPolicyBypassNotification": true,
  "toolkit.telemetry.reportingpolicy.firstRun": false, "browser.dom.window.dump.enabled": true, "devtools.console.stdout.chrome": true,
  "marionette.port": 0,
};

// mboxrd quoting, so that every message comes back byte for byte.
export function mbox(mails) {
  const quote = raw => Buffer.from(raw.toString("latin1").replace(/^(>*From )/gm, ">$1"), "latin1");
  return Buffer.concat(mails.flatMap(raw => [Buffer.from("From - Thu Oct 14 12:00:00 2021\n"), quote(raw), Buffer.from("\n")]));
}

export function makeProfile(dir, { prefs = {}, inbox = [], xpi = null, addonId = "" } = {}) {
  fs.rmSync(dir, { recursive: true, force: true });
  fs.mkdirSync(path.join(dir, "Mail", "Local Folders"), { recursive: true });
  const all = { ...PREFS, ...(xpi ? { "extensions.autoDisableScopes": 0 } : {}), ...prefs };
  fs.writeFileSync(path.join(dir, "user.js"),
    Object.entries(all).map(([k, v]) => `user_pref(${JSON.stringify(k)}, ${JSON.stringify(v)});\n`).join(""));
  fs.writeFileSync(path.join(dir, "Mail", "Local Folders", "Inbox"), mbox(inbox));
  if (xpi) {
    fs.mkdirSync(path.join(dir, "extensions"));
    fs.copyFileSync(xpi, path.join(dir, "extensions", `${addonId}.xpi`));
  }
}

export function writeNativeManifest(home, binary, addonId) {
  const dir = path.join(home, ".mozilla", "native-messaging-hosts");
  fs.mkdirSync(dir, { recursive: true });
  fs.writeFileSync(path.join(dir, "miyaburi.json"),
    JSON.stringify({ name: "miyaburi", description: "test", path: binary, type: "stdio", allowed_extensions: [addonId] }));
}

// Starts Thunderbird and connects; {display} runs it in a window there instead of headless, {owner: {uid, gid}} as that user.
export async function start({ profile, home, locale = "en-US", args = [], env = {}, display = null, owner = {} }) {
  fs.mkdirSync(home, { recursive: true });
  const log = fs.openSync(path.join(home, "thunderbird.log"), "w");
  const head = display ? { DISPLAY: display } : { MOZ_HEADLESS: "1", MOZ_HEADLESS_WIDTH: "1280", MOZ_HEADLESS_HEIGHT: "900" };
  fs.rmSync(path.join(profile, "MarionetteActivePort"), { force: true });
  const process_ = spawn(BINARY, ["--no-remote", "--profile", profile, ...(display ? [] : ["--headless"]), "--marionette", "--remote-allow-system-access", ...args], {
    stdio: ["ignore", log, log], ...owner,
    env: { PATH: process.env.PATH, HOME: home, XDG_RUNTIME_DIR: home, TZ: "Asia/Tokyo", LANG: locale === "ja" ? "ja_JP.UTF-8" : "C.UTF-8",
      DBUS_SESSION_BUS_ADDRESS: "disabled:", MOZ_CRASHREPORTER_DISABLE: "1", GDK_BACKEND: "x11", NO_AT_BRIDGE: "1", ...head, ...env },
  });
  running.add(process_);
  const ended = new Promise(resolve => process_.on("exit", () => { running.delete(process_); resolve(); }));
  const client = new Marionette(process_, ended);
  await client.connect(path.join(profile, "MarionetteActivePort"));
  return client;
}

class Marionette {
  constructor(process_, ended) {
    Object.assign(this, { process: process_, ended, buffer: Buffer.alloc(0), lastId: 0, waiting: new Map() });
  }

  async connect(portFile) {
    const end = Date.now() + 60000;
    while (!fs.existsSync(portFile) || !fs.readFileSync(portFile, "utf8").trim()) {
      if (Date.now() > end) throw new Error("Thunderbird did not open its port");
      await sleep(50);
    }
    const port = Number(fs.readFileSync(portFile, "utf8"));
    const greeting = new Promise(resolve => { this.greet = resolve; });
    this.socket = net.connect(port, "127.0.0.1");
    this.socket.on("data", data => { this.buffer = Buffer.concat([this.buffer, data]); this.pump(); });
    this.socket.on("error", () => {});
    this.socket.on("close", () => { for (const w of this.waiting.values()) w.reject(new Error("Thunderbird closed the connection")); });
    await greeting;
    await this.send("WebDriver:NewSession", { capabilities: { alwaysMatch: {} } });
    await this.send("WebDriver:SetTimeouts", { script: 60000 });
    await this.send("Marionette:SetContext", { value: "chrome" });
  }

  pump() {
    for (;;) {
      const colon = this.buffer.indexOf(58);
      if (colon < 0) return;
      const length = parseInt(this.buffer.subarray(0, colon).toString(), 10);
      if (this.buffer.length < colon + 1 + length) return;
      const message = JSON.parse(this.buffer.subarray(colon + 1, colon + 1 + length).toString("utf8"));
      this.buffer = this.buffer.subarray(colon + 1 + length);
      if (!Array.isArray(message)) { this.greet(message); continue; }
      const [, id, error, result] = message;
      const w = this.waiting.get(id);
      this.waiting.delete(id);
      if (error) w?.reject(new Error(`${error.error}: ${error.message}\n${error.stacktrace}`));
      else w?.resolve(result);
    }
  }

  send(name, params = {}) {
    const id = ++this.lastId;
    const text = JSON.stringify([0, id, name, params]);
    this.socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  // Runs the body of an async function in Thunderbird's own context; args stands for the arguments.
  async run(body, ...args) {
    const script = `const done = arguments[arguments.length - 1]; const args = Array.from(arguments).slice(0, -1);
      (async () => { ${body} })().then(value => done({ value }), error => done({ error: String(error) + "\\n" + error?.stack }));`;
    const { value } = await this.send("WebDriver:ExecuteAsyncScript", { script, args, sandbox: "system", newSandbox: false });
    if (value.error) throw new Error(value.error);
    return value.value;
  }

  async screenshot(file) {
    const { value } = await this.send("WebDriver:TakeScreenshot", { full: false });
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, Buffer.from(value, "base64"));
  }

  async quit() {
    await this.send("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => {});
    this.socket.destroy();
    await Promise.race([this.ended, sleep(15000).then(() => this.process.kill("SIGKILL"))]);
  }
}
