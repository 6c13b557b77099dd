// Processes as the kernel lists them: whoever ended and was not waited for, and programs that nobody needs any more.
// SPDX-License-Identifier: GPL-3.0-or-later
import fs from "node:fs";

// [{pid, parent, state, command}]
function all() {
  return fs.readdirSync("/proc").filter(name => /^\d+$/.test(name)).flatMap(pid => {
    try {
      const [state, parent] = fs.readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1).split(" ");
      return [{ pid: Number(pid), parent: Number(parent), state, command: fs.readFileSync(`/proc/${pid}/cmdline`, "latin1").split("\0")[0] }];
    } catch {
      return []; // ended meanwhile
    }
  });
}

function below(root, processes) {
  const found = new Set([root]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const p of processes) if (found.has(p.parent)) found.add(p.pid);
  }
  return found;
}

// Dead and not waited for, below this process.
export function zombies(root) {
  const processes = all(), ours = below(root, processes);
  return processes.filter(p => ours.has(p.pid) && p.state === "Z");
}

// Running instances of these programs.
export const running = programs => all().filter(p => p.state !== "Z" && programs.includes(p.command));

// Of those, the ones whose parent is not a process of the list "parents".
export const orphans = (programs, parents) => running(programs).filter(p => !parents.includes(p.parent));
