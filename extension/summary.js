// Many mails: progress while they are checked, then what they have in common, and what to do with them.
// SPDX-License-Identifier: GPL-3.0-or-later
import { moveToJunk, MOVE_RIGHTS, tag, TAG_RIGHTS } from "./acts.js";
import { Batch, countOf } from "./batch.js";
import { button, el, note, section, startPage } from "./dom.js";
import { isWarning, t, troubleKey } from "./looks.js";
import { Rows } from "./rows.js";
import { above, below } from "./summary-view.js";

const REDRAW_MS = 400;

const main = startPage("summaryTitle");
const status = el("p", { role: "status" });
const bar = el("progress", {});
const stop = button("cancelMany", () => batch.cancel());
const overview = el("div", {}), details = el("div", {});
const said = el("span", { role: "status", className: "note" });
const rows = new Rows([], () => drawActs());
const batch = new Batch(() => { done++; });
let done = 0, total = null, undo = null;
rows.all = batch.rows;

function progress() {
  status.textContent = total === null ? t("checkedSoFar", done) : t("checkedOf", done, Math.max(total, done));
  if (total !== null) Object.assign(bar, { max: Math.max(total, done, 1), value: done });
}

async function act(rights, run, saidKey) {
  if (!await messenger.permissions.request({ permissions: rights })) return; // asked for in the click
  busy(true);
  try {
    const { done: n, undo: back } = await run([...rows.chosen]);
    undo = n ? back : null;
    said.textContent = n ? t(saidKey, n) : t(run === moveToJunk ? "noJunkFolder" : "nothingToDo");
    rows.choose([...rows.chosen], false);
  } catch (error) {
    console.error("miyaburi:", error.message);
    said.textContent = t("actTrouble");
  }
  busy(false);
}

async function takeBack() {
  busy(true);
  await undo().then(() => { said.textContent = t("undone"); }, () => { said.textContent = t("actTrouble"); });
  undo = null;
  busy(false);
}

const actButtons = {
  warned: button("chooseWarned", () => { rows.choose(batch.rows.filter(row => isWarning(row) && !row.trouble), true); rows.draw(); }),
  tag: button("tagChosen", () => act(TAG_RIGHTS, tag, "tagged")),
  junk: button("junkChosen", () => act(MOVE_RIGHTS, moveToJunk, "movedToJunk")),
  undo: button("undo", takeBack),
};
const chosenNote = el("span", { className: "note" });

function drawActs() {
  chosenNote.textContent = t("chosenMails", rows.chosen.size);
  actButtons.tag.disabled = actButtons.junk.disabled = rows.chosen.size === 0;
  actButtons.undo.hidden = !undo;
}

function busy(yes) {
  for (const b of Object.values(actButtons)) b.disabled = yes;
  drawActs();
  if (yes) actButtons.tag.disabled = actButtons.junk.disabled = true;
  rows.draw();
}

const fail = word => main.replaceChildren(el("h1", { textContent: t("summaryTitle") }), el("p", { role: "alert", textContent: t(word === "gone" ? "chosenGone" : troubleKey(word)) }),
  ...(["missing", "broken", "gave-up"].includes(word) ? [note("howToInstall")] : []));

async function finish() {
  stop.remove();
  bar.remove();
  status.textContent = batch.cancelled ? t("stoppedAfter", done) : t("checkedAll", done);
  const summary = await batch.summary().catch(() => null);
  overview.replaceChildren(...[batch.interrupted || !summary ? note("summaryPartly") : null, ...(summary ? above(summary) : [])].filter(Boolean));
  details.replaceChildren(...(summary ? below(summary) : []));
  if (batch.rows.some(row => isWarning(row) && !row.trouble)) rows.filter("warned");
  rows.draw();
}

// What the menu chose is taken out once; a page loaded again has nothing to check.
async function chosen() {
  const key = `chosen:${new URLSearchParams(location.search).get("chosen")}`;
  const found = (await messenger.storage.session.get(key))[key];
  await messenger.storage.session.remove(key);
  return found ?? null;
}

async function start() {
  const what = await chosen();
  if (!what) return fail("gone");
  const title = what.folders?.map(({ name }) => name).join(", ");
  main.replaceChildren(el("h1", { textContent: title ? t("summaryOf", title) : t("summaryTitle") }), status, el("div", { className: "choices" }, bar, stop), overview,
    section("mails", el("div", { className: "choices acts" }, ...Object.values(actButtons), chosenNote), said, rows.node), details);
  total = await countOf(what).catch(() => null); // a folder that has gone since
  drawActs();
  const timer = setInterval(() => { progress(); rows.draw(); }, REDRAW_MS);
  progress();
  try {
    await batch.run(what);
  } catch (error) {
    return fail(error.word ?? "other");
  } finally {
    clearInterval(timer);
  }
  await finish();
}
start();
