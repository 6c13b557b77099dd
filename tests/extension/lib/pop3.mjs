// A POP3 server with a few mails, as far as Thunderbird asks. Loopback only.
// SPDX-License-Identifier: GPL-3.0-or-later
import net from "node:net";

const LINE = "\r\n";

function stuffed(raw) { // CRLF line ends, leading dots doubled (RFC 1939 section 3)
  const text = raw.toString("latin1").replace(/\r?\n/g, LINE).replace(/^\./gm, "..");
  return Buffer.from(text.endsWith(LINE) ? text : text + LINE, "latin1");
}

function answer(mails, command, argument) {
  const mail = mails[Number(argument?.split(" ")[0]) - 1];
  const listing = (each, only) => only ? `+OK ${argument} ${each(mail)}` : ["+OK", ...mails.map((m, i) => `${i + 1} ${each(m)}`), "."].join(LINE);
  switch (command) {
  case "CAPA": return ["+OK", "USER", "UIDL", "TOP", "."].join(LINE);
  case "STAT": return `+OK ${mails.length} ${mails.reduce((n, m) => n + m.length, 0)}`;
  case "LIST": return listing(m => m.length, argument);
  case "UIDL": return listing(m => `uid-${mails.indexOf(m)}`, argument);
  case "RETR": case "TOP": return Buffer.concat([Buffer.from(`+OK${LINE}`), stuffed(mail), Buffer.from(".")]);
  case "AUTH": return "-ERR";
  default: return "+OK";
  }
}

export function startPop3(mails) {
  const server = net.createServer(socket => {
    socket.write(`+OK ready${LINE}`);
    socket.on("error", () => {});
    socket.on("data", data => {
      for (const line of data.toString("latin1").split(/\r?\n/).filter(Boolean)) {
        const [command, ...rest] = line.split(" ");
        socket.write(answer(mails, command.toUpperCase(), rest.join(" ") || undefined));
        socket.write(LINE);
        if (command.toUpperCase() === "QUIT") socket.end();
      }
    });
  });
  return new Promise(resolve => server.listen(0, "127.0.0.1", () => resolve({ port: server.address().port, close: () => server.close() })));
}
