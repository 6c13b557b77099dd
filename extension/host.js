// The native host: one port, answers under their own ids, mails sent in pieces, deaths counted.
// The protocol is native-host/README.md.
// SPDX-License-Identifier: GPL-3.0-or-later
const NAME = "miyaburi";
const PIECE = 512 * 1024;
const ANSWER_MS = 12000; // look-ups end after 3 s and a hanging worker after 5: silence beyond this is a hanging host
const LONGEST_MS = 60000; // a check may wait its turn behind others, but not for ever
const IDLE_MS = 60000; // after this the port is closed, so that the host ends
const MAX_DEATHS = 5;

export class HostError extends Error {
  // word: "missing", "broken" (found, but does not start), "died", "gave-up", "slow", "cancelled", or an error word of the host
  constructor(word, detail = "") {
    super(detail || word);
    this.word = word;
  }
}

let port = null;
let greeting = null;
let nextId = crypto.getRandomValues(new Uint32Array(1))[0]; // an id of an earlier host must not mean a check of this one
let deaths = 0;
let notBefore = 0;
let lastHeard = 0;
let idleTimer = null;
const waiting = new Map(); // id → {onAnswer, reject}

const wait = ms => new Promise(resolve => setTimeout(resolve, ms));

function wordFor(error) {
  const text = error?.message ?? "";
  if (text.includes("No such native application")) return "missing";
  if (text.includes("unexpected error")) return "broken";
  return "died";
}

function rejectAll(error) {
  for (const { reject } of [...waiting.values()]) reject(error);
  waiting.clear();
}

function onDisconnect(closed) {
  if (closed !== port) return;
  port = greeting = null;
  const word = wordFor(closed.error);
  if (word !== "missing" && waiting.size) {
    deaths++;
    notBefore = Date.now() + Math.min(60, 2 ** (deaths - 1)) * 1000;
  }
  rejectAll(new HostError(word, closed.error?.message));
}

function touch() {
  clearTimeout(idleTimer);
  idleTimer = setTimeout(() => waiting.size ? touch() : drop(), IDLE_MS);
}

// Closes the port; whoever still waits is told.
export function drop(word = "died") {
  const closed = port;
  port = greeting = null;
  rejectAll(new HostError(word));
  closed?.disconnect();
}

function onMessage(answer) {
  lastHeard = Date.now();
  waiting.get(answer?.id)?.onAnswer(answer);
}

function connect() {
  if (port) return;
  port = messenger.runtime.connectNative(NAME);
  port.onDisconnect.addListener(onDisconnect);
  port.onMessage.addListener(onMessage);
}

function post(message) {
  try {
    port.postMessage(message);
  } catch {
    throw new HostError("died"); // closed, and not yet told so
  }
}

// Rejects a request when the host has been silent for too long since it was sent.
function watch(id, reject) {
  const sent = Date.now();
  let timer;
  const look = () => {
    const now = Date.now(), quiet = now - Math.max(sent, lastHeard);
    if (quiet >= ANSWER_MS || now - sent >= LONGEST_MS) reject(new HostError("slow"));
    else timer = setTimeout(look, ANSWER_MS - quiet);
  };
  timer = setTimeout(look, ANSWER_MS);
  return () => clearTimeout(timer);
}

// Sends one request; done(answer) says whether the answer is the last one. signal: gives up and tells the host.
function request(message, done = () => true, signal = null) {
  connect();
  touch();
  const id = nextId++;
  const answered = new Promise((resolve, reject) => {
    const finish = (settle, value) => {
      stopWatch();
      signal?.removeEventListener("abort", onAbort);
      waiting.delete(id);
      settle(value);
    };
    const stopWatch = watch(id, error => finish(reject, error));
    const onAbort = () => {
      finish(reject, new HostError("cancelled"));
      if (port) post({ id: nextId++, type: "cancel", check: id });
    };
    signal?.addEventListener("abort", onAbort);
    waiting.set(id, {
      reject: error => finish(reject, error),
      onAnswer: answer => {
        if (answer.type === "error") finish(reject, new HostError(answer.error));
        else if (done(answer)) finish(resolve, answer);
      },
    });
    try {
      post({ ...message, id });
    } catch (error) {
      finish(reject, error);
    }
  });
  answered.catch(() => {}); // several requests are sent before the first is awaited
  return answered;
}

// Connects with back-off: 1, 2, 4 … 60 s after deaths; after five it stops until the user asks again. Resolves with the
// host's greeting.
export async function ready(locale) {
  if (deaths >= MAX_DEATHS) throw new HostError("gave-up");
  if (Date.now() < notBefore) await wait(notBefore - Date.now());
  const mine = greeting ??= request({ type: "hello", protocol: 1, client: messenger.runtime.getManifest().version, locale });
  try {
    return await mine;
  } catch (error) {
    if (greeting === mine) greeting = null;
    throw error;
  }
}

function base64(bytes) {
  if (bytes.toBase64) return bytes.toBase64();
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode.apply(null, bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

// Sends a mail and the request that is about it in one go: the host reads them in order. Of several refusals the first
// counts. A piece that fits is not answered.
async function about(bytes, message, done, signal) {
  const mail = crypto.randomUUID();
  const begun = request({ type: "mail-begin", mail, size: bytes.length });
  for (let at = 0, seq = 0; at < bytes.length; at += PIECE, seq++)
    post({ id: nextId++, type: "mail-chunk", mail, seq, data: base64(bytes.subarray(at, at + PIECE)) });
  const answer = request({ ...message, mail }, done, signal);
  await begun;
  return answer;
}

// Checks one mail. onReport(report, final, checkId) is called for every report; resolves with the last one.
export async function check(bytes, sha256, extra, locale, onReport, signal = null) {
  await ready(locale);
  signal?.throwIfAborted();
  const answer = await about(bytes, { type: "check", sha256, locale, ...extra }, a => {
    if (a.type === "report") onReport(a.report, a.final, a.id);
    return a.type === "report" && a.final;
  }, signal);
  deaths = 0;
  return { report: answer.report, checkId: answer.id };
}

// A draft about a finished check; wish: {whom, locale, mask, feedback}.
export async function draft(checkId, wish, locale) {
  await ready(locale);
  return request({ type: "draft", check: checkId, ...wish });
}

// Opens the mail in the desktop app, where the host has offered it.
export async function openApp(bytes, sha256, locale) {
  await ready(locale);
  await about(bytes, { type: "open-app", sha256 });
}

// A long JSON text, read page by page.
async function paged(message) {
  let text = "";
  for (let page = 0, pages = 1; page < pages; page++) {
    const answer = await request({ ...message, page });
    pages = answer.pages;
    text += answer.text;
  }
  return JSON.parse(text);
}

export async function fullReport(checkId, locale) {
  await ready(locale);
  return paged({ type: "report-page", check: checkId });
}

// Many mails: what they have in common is kept by the host until the end.
export async function batchBegin(batch, fields, locale) {
  await ready(locale);
  await request({ type: "batch-begin", batch, locale, ...fields });
}

export const checkInBatch = (bytes, sha256, fields, signal) => about(bytes, { type: "check", sha256, ...fields }, undefined, signal);
export const batchFailed = (batch, name) => request({ type: "batch-failed", batch, name });
export const batchSummary = batch => paged({ type: "batch-summary", batch });
export const batchEnd = batch => request({ type: "batch-end", batch });

export async function cacheClear(locale) {
  await ready(locale);
  await request({ type: "cache-clear" });
}

export async function historyKnow(address, known, locale) {
  await ready(locale);
  await request({ type: "history-know", address, known });
}

export async function historyClear(locale) {
  await ready(locale);
  await request({ type: "history-clear" });
}

export async function settings(locale, change = null) {
  await ready(locale);
  const answer = await request(change ? { type: "settings-set", settings: change } : { type: "settings-get" });
  return answer.settings;
}

// The user asks again: at once, and afresh when it had been given up.
export function forgive() {
  notBefore = 0;
  if (deaths >= MAX_DEATHS) deaths = 0;
}
