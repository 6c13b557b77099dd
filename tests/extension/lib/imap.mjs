// Debian's own Dovecot on the loopback network, with a folder of its own and no account of the system.
// SPDX-License-Identifier: GPL-3.0-or-later
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";

import { sleep } from "./thunderbird.mjs";

const freePort = () => new Promise(resolve => {
  const server = net.createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

function config(dir, port, user) {
  const root = process.getuid() === 0;
  return `base_dir = ${dir}/run
log_path = ${dir}/log
protocols = imap
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${dir}/mail
first_valid_uid = 0
mail_uid = ${user.uid}
mail_gid = ${user.gid}
default_internal_user = ${root ? "dovecot" : user.name}
default_login_user = ${root ? "dovenull" : user.name}
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${user.uid} gid=${user.gid} home=${dir}
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`;
}

// The mails lie in the inbox with CRLF line ends, as a server that received them keeps them.
export async function startImap(dir, mails) {
  const inbox = path.join(dir, "mail");
  for (const sub of ["new", "cur", "tmp"]) fs.mkdirSync(path.join(inbox, sub), { recursive: true });
  mails.forEach((raw, i) => fs.writeFileSync(path.join(inbox, "new", `17000000${i}.M${i}P1.host`), raw.toString("latin1").replace(/\r?\n/g, "\r\n"), "latin1"));
  const root = process.getuid() === 0, user = root ? { uid: 65534, gid: 65534, name: "nobody" } : { uid: process.getuid(), gid: process.getgid(), name: process.env.USER };
  for (let up = dir; up !== "/" && up !== "/tmp"; up = path.dirname(up)) fs.chmodSync(up, 0o755);
  for (const [folder, files] of [[inbox, ["new", "cur", "tmp"]], [dir, []]]) {
    fs.chownSync(folder, user.uid, user.gid);
    for (const sub of files) {
      fs.chownSync(path.join(folder, sub), user.uid, user.gid);
      for (const file of fs.readdirSync(path.join(folder, sub))) fs.chownSync(path.join(folder, sub, file), user.uid, user.gid);
    }
  }
  const port = await freePort(), file = path.join(dir, "dovecot.conf");
  fs.writeFileSync(file, config(dir, port, user));
  const server = spawn("/usr/sbin/dovecot", ["-F", "-c", file], { stdio: "ignore" });
  for (let i = 0; i < 100; i++) {
    const open = await new Promise(resolve => net.connect(port, "127.0.0.1").on("connect", function () { this.destroy(); resolve(true); }).on("error", () => resolve(false)));
    if (open) return { port, close: () => new Promise(resolve => { server.once("exit", resolve); server.kill(); }) };
    await sleep(50);
  }
  server.kill();
  throw new Error(`Dovecot did not start: ${fs.existsSync(`${dir}/log`) ? fs.readFileSync(`${dir}/log`, "utf8") : "no log"}`);
}
