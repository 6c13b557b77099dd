// Checks many mails one after the other, a few at a time, through a host of its own. A mail that cannot be had or checked
// is one row with its trouble; nothing of a mail but what a row shows is kept here.
// SPDX-License-Identifier: GPL-3.0-or-later
import { sha256, sourceOf } from "./bytes.js";
import * as host from "./host.js";
import { locale } from "./judge.js";
import { brief } from "./menu.js";
import { contactsFor, identities } from "./people.js";

const AT_ONCE = 3;

async function* pagesOf(page) {
  for (;;) {
    yield* page.messages;
    if (!page.id) return;
    page = await messenger.messages.continueList(page.id);
  }
}

// chosen: as menu.js hands it over
async function* messagesOf(chosen) {
  for (const folder of chosen.folders ?? []) yield* pagesOf(await messenger.messages.list(folder.id));
  if (chosen.messages) yield* pagesOf({ messages: chosen.messages, id: chosen.next });
}

export async function countOf(chosen) {
  const counts = await Promise.all((chosen.folders ?? []).map(folder => messenger.folders.getFolderInfo(folder.id)));
  return chosen.folders ? counts.reduce((n, { totalMessageCount }) => n + totalMessageCount, 0) : chosen.next ? null : chosen.messages.length;
}

export class Batch {
  rows = [];
  interrupted = false; // the host died in between: the summary lacks what came before
  #name = null;
  #opening = null;
  #stop = new AbortController();

  constructor(onRow) {
    this.onRow = onRow;
  }

  get cancelled() { return this.#stop.signal.aborted; }
  cancel() { this.#stop.abort(); }

  // One host batch for all workers; another one when the host has died.
  #open(broken = null) {
    if (this.#opening && broken !== this.#name) return this.#opening;
    this.interrupted ||= broken !== null;
    const name = this.#name = crypto.randomUUID();
    this.#opening = (async () => {
      await host.batchBegin(name, { own_addresses: await identities() }, await locale());
      return name;
    })();
    return this.#opening;
  }

  async #judge(message, name) {
    const [bytes, contacts] = await Promise.all([sourceOf(message), contactsFor(message)]);
    const fields = { batch: await this.#open(), name, contacts };
    return host.checkInBatch(bytes, await sha256(bytes), fields, this.#stop.signal);
  }

  async #judgeAgain(message, name) {
    const before = this.#name;
    try {
      return await this.#judge(message, name);
    } catch (error) {
      if (!["died", "slow", "no-such-batch"].includes(error.word)) throw error;
      if (error.word === "slow") host.drop("slow");
      await this.#open(before);
      return this.#judge(message, name);
    }
  }

  async #row(message) {
    const row = brief(message), name = String(this.rows.push(row) - 1);
    try {
      const { verdict, label, sentence, partial } = await this.#judgeAgain(message, name);
      Object.assign(row, { verdict, label, sentence, partial });
    } catch (error) {
      if (this.cancelled) return void this.rows.splice(this.rows.indexOf(row), 1);
      if (["missing", "broken", "gave-up", "protocol-version"].includes(error.word)) throw error; // no mail will do better
      Object.assign(row, { verdict: "error", trouble: error.word ?? "other" });
      await host.batchFailed(this.#name, name).catch(() => {});
    }
    this.onRow(row);
  }

  async #work(messages) {
    while (!this.cancelled) {
      const { value, done } = await messages.next();
      if (done) return;
      await this.#row(value);
    }
  }

  // Ends when all are done, or cancelled; throws where no mail can be checked at all.
  async run(chosen) {
    const messages = messagesOf(chosen);
    await this.#open();
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.#work(messages))).catch(error => { this.cancel(); throw error; });
  }

  // What they have in common; the host may forget it then.
  async summary() {
    const summary = await host.batchSummary(this.#name);
    await host.batchEnd(this.#name);
    return summary;
  }
}
