// Test Anything Protocol, one case after the other; a failing case names itself and the rest still runs.
// SPDX-License-Identifier: GPL-3.0-or-later
let number = 0;
let failed = 0;

export async function test(name, body) {
  number++;
  try {
    const note = await body();
    console.log(`ok ${number} - ${name}${note ? ` (${note})` : ""}`);
  } catch (error) {
    failed++;
    console.log(`not ok ${number} - ${name}`);
    for (const line of String(error.stack ?? error).split("\n")) console.log(`# ${line}`);
  }
}

export function finish() {
  console.log(`1..${number}`);
  process.exit(failed ? 1 : 0);
}

export const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];
