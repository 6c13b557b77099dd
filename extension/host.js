// The native host: one port, answers under their own ids, mails sent in pieces, deaths counted.
// The protocol is native-host/README.md.
// SPDX-License-Identifier: GPL-3.0-or-later
const NAME = "miyaburi";
const PIECE = 512 * 1024;
const ANSWER_MS = 12000; // look-ups end after 3 s and a hanging worker after 5: beyond this the host itself hangs
const IDLE_MS = 60000; // after this the port is closed, so that the host ends
const MAX_DEATHS = 5;

export class HostError extends Error {
  // word: "missing", "broken" (found, but does not start), "died", "gave-up", "slow", or an error word of the host
  constructor(word, detail = "") {
    super(detail || word);
    this.word = word;
  }
}

let port = null;
let greeting = null;
let nextId = 1;
let deaths = 0;
let notBefore = 0;
let idleTimer = null;
const waiting = new Map(); // id → {onAnswer, reject}

const wait = ms => new Promise(resolve => setTimeout(resolve, ms));

function wordFor(error) {
  const text = error?.message ?? "";
  if (text.includes("No such native application")) return "missing";
  if (text.includes("unexpected error")) return "broken";
  return "died";
}

function onDisconnect(closed) {
  if (closed !== port) return;
  port = greeting = null;
  const word = wordFor(closed.error);
  if (word !== "missing" && waiting.size) {
    deaths++;
    notBefore = Date.now() + Math.min(60, 2 ** (deaths - 1)) * 1000;
  }
  for (const { reject } of waiting.values()) reject(new HostError(word, closed.error?.message));
  waiting.clear();
}

function touch() {
  clearTimeout(idleTimer);
  idleTimer = setTimeout(() => waiting.size ? touch() : drop(), IDLE_MS);
}

// Closes the port; whoever still waits is told.
export function drop(word = "died") {
  const closed = port;
  port = greeting = null;
  for (const { reject } of waiting.values()) reject(new HostError(word));
  waiting.clear();
  closed?.disconnect();
}

function connect() {
  if (port) return;
  port = messenger.runtime.connectNative(NAME);
  port.onDisconnect.addListener(onDisconnect);
  port.onMessage.addListener(answer => waiting.get(answer?.id)?.onAnswer(answer));
}

// Sends one request; done(answer) says whether the answer is the last one.
function request(message, done = () => true) {
  connect();
  touch();
  const id = nextId++;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => { waiting.delete(id); reject(new HostError("slow")); }, ANSWER_MS);
    const finish = (settle, value) => { clearTimeout(timer); waiting.delete(id); settle(value); };
    waiting.set(id, {
      reject: error => finish(reject, error),
      onAnswer: answer => {
        if (answer.type === "error") finish(reject, new HostError(answer.error));
        else if (done(answer)) finish(resolve, answer);
      },
    });
    port.postMessage({ ...message, id });
  });
}

// Connects with back-off: 1, 2, 4 … 60 s after deaths; after five it stops until the user asks again.
async function ready(locale) {
  if (deaths >= MAX_DEATHS) throw new HostError("gave-up");
  if (Date.now() < notBefore) await wait(notBefore - Date.now());
  greeting ??= request({ type: "hello", protocol: 1, client: messenger.runtime.getManifest().version, locale });
  try {
    return await greeting;
  } catch (error) {
    greeting = null;
    throw error;
  }
}

function base64(bytes) {
  if (bytes.toBase64) return bytes.toBase64();
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode.apply(null, bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

async function upload(bytes) {
  const mail = crypto.randomUUID();
  await request({ type: "mail-begin", mail, size: bytes.length });
  for (let at = 0, seq = 0; at < bytes.length; at += PIECE, seq++) {
    // A piece that fits is not answered; one that does not makes the check fail with its word.
    port.postMessage({ id: nextId++, type: "mail-chunk", mail, seq, data: base64(bytes.subarray(at, at + PIECE)) });
  }
  return mail;
}

// Checks one mail. onReport(report, final, checkId) is called for every report; resolves with the last one.
export async function check(bytes, sha256, extra, locale, onReport) {
  await ready(locale);
  const mail = await upload(bytes);
  const answer = await request({ type: "check", mail, sha256, locale, ...extra }, a => {
    if (a.type === "report") onReport(a.report, a.final, a.id);
    return a.type === "report" && a.final;
  });
  deaths = 0;
  return { report: answer.report, checkId: answer.id };
}

// The whole report, read page by page; null when the host no longer has it.
export async function fullReport(checkId, locale) {
  await ready(locale);
  let text = "";
  for (let page = 0, pages = 1; page < pages; page++) {
    const answer = await request({ type: "report-page", check: checkId, page });
    pages = answer.pages;
    text += answer.text;
  }
  return JSON.parse(text);
}

export async function settings(locale, change = null) {
  await ready(locale);
  const answer = await request(change ? { type: "settings-set", settings: change } : { type: "settings-get" });
  return answer.settings;
}

// The user asks again: forget earlier deaths.
export function forgive() {
  deaths = 0;
  notBefore = 0;
}
