// The source of a mail as Thunderbird has it, and what stays the same of it wherever it is stored.
// SPDX-License-Identifier: GPL-3.0-or-later
import { HostError } from "./host.js";

export const MAX_MAIL = 50 * 1024 * 1024;

// Thunderbird puts these in front of mail it keeps; only at the very top are they its own.
const KEPT_LINE = /^(?:X-Account-Key|X-UIDL|X-Mozilla-[A-Za-z0-9-]+):/;
const LONGEST_KEPT_LINE = 400;

export async function sourceOf(message) {
  if (message.size > MAX_MAIL) throw new HostError("too-large"); // before it is fetched from a server
  let file;
  try {
    file = await messenger.messages.getRaw(message.id, { data_format: "File" });
  } catch (error) {
    throw new HostError("unreadable", error.message);
  }
  if (file.size > MAX_MAIL) throw new HostError("too-large");
  return new Uint8Array(await file.arrayBuffer());
}

export async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, b => b.toString(16).padStart(2, "0")).join("");
}

function withoutKeptLines(bytes) {
  for (let at = 0; ;) {
    const end = bytes.subarray(at, at + LONGEST_KEPT_LINE).indexOf(10);
    if (end < 0 || !KEPT_LINE.test(String.fromCharCode(...bytes.subarray(at, at + end)))) return bytes.subarray(at);
    at += end + 1;
  }
}

// SHA-256 of the mail as it was received: POP3 and offline IMAP copies differ in kept lines and line ends only.
export async function receivedHash(bytes) {
  const from = withoutKeptLines(bytes), out = new Uint8Array(from.length * 2);
  let n = 0;
  for (let i = 0; i < from.length; i++) {
    if (from[i] === 10 && from[i - 1] !== 13) out[n++] = 13;
    out[n++] = from[i];
  }
  return sha256(out.subarray(0, n));
}
