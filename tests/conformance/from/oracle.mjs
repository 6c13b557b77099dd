// How Thunderbird reads the From field: its own parser (jsmime.mjs out of the installed omni.ja),
// run under node. usage: node oracle.mjs JSMIME.mjs < lines of base64 header blocks > lines of JSON
// SPDX-License-Identifier: GPL-3.0-or-later
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { jsmime } = await import(pathToFileURL(process.argv[2]).href);

const WESTERN = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

// Thunderbird adds UTF-7 to what TextDecoder knows; node 20 decodes windows-1252 as ISO-8859-1.
class Decoder {
  constructor(charset, options) {
    this.utf7 = /^utf-?7$/i.test(charset);
    this.inner = this.utf7 ? null : new TextDecoder(charset, options);
    this.held = "";
  }
  decode(bytes, options = {}) {
    if (this.inner?.encoding === "windows-1252") {
      return Array.from(bytes ?? [], b => WESTERN[b - 0x80] ?? String.fromCharCode(b)).join("");
    }
    if (!this.utf7) {
      return this.inner.decode(bytes, options);
    }
    this.held += bytes ? Buffer.from(bytes).toString("latin1") : "";
    if (options.stream) {
      return "";
    }
    const text = this.held.replace(/\+([A-Za-z0-9+/]*)-?/g, (_, b64) =>
      b64 ? Buffer.from(b64, "base64").swap16().toString("utf16le") : "+");
    this.held = "";
    return text;
  }
}
jsmime.mimeutils.MimeTextDecoder = Decoder;

function rawFrom(block) {
  let raw;
  const emitter = {
    startPart(part, headers) {
      raw ??= headers.getRawHeader("from");
    },
  };
  const parser = new jsmime.MimeParser(emitter, { bodyformat: "none" });
  parser.deliverData(block);
  parser.deliverEOF();
  return raw;
}

function read(block) {
  const raw = rawFrom(block);
  if (!raw) {
    return { n: -1 };
  }
  const text = jsmime.headerparser.convert8BitHeader(raw[0], undefined);
  const list = jsmime.headerparser
    .parseAddressingHeader(text, true)
    .flatMap(m => m.group ?? [m]);
  const clean = s => s.replace(/\0/g, "");
  return {
    n: list.length,
    name: list.length ? clean(list[0].name) : "",
    email: list.length ? clean(list[0].email) : "",
  };
}

for (const line of readFileSync(0, "latin1").split("\n")) {
  if (line) {
    console.log(JSON.stringify(read(Buffer.from(line, "base64").toString("latin1"))));
  }
}
