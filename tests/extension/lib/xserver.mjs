// An X server of its own for what only exists in windows: real keys, and pictures of popups.
// SPDX-License-Identifier: GPL-3.0-or-later
import { execFileSync, spawn } from "node:child_process";

import { sleep } from "./thunderbird.mjs";

export async function startX() {
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x960x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const number = await new Promise((resolve, reject) => {
    server.stdio[3].once("data", data => resolve(String(data).trim()));
    server.once("error", reject);
    server.once("exit", () => reject(new Error("Xvfb ended")));
  });
  const display = `:${number}`, env = { ...process.env, DISPLAY: display };
  const manager = spawn("openbox", [], { env, stdio: "ignore" });
  await sleep(500);
  return {
    display,
    picture: file => execFileSync("import", ["-window", "root", file], { env, timeout: 20000 }),
    keys: (...keys) => execFileSync("xdotool", ["key", "--clearmodifiers", ...keys], { env, timeout: 10000 }),
    close: () => { manager.kill(); server.kill(); },
  };
}
