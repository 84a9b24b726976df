import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { expect, test } from "vitest";
import { scratchFolders } from "../../state/scratch.js";

const scratch = scratchFolders();
const dist = join(import.meta.dirname, "..", "..", "..", "dist", "state");

test.each([
  ["leaves in the middle of its work", "process.exit(7)", 7],
  [
    "fails with an uncaught error",
    "setTimeout(() => { throw new Error('bug') }, 0); await new Promise(() => {})",
    1,
  ],
])("a process that %s holds no lock any more", (_what, end, status) => {
  const folder = scratch();
  const script = `
    import { readdirSync, writeSync } from "node:fs";
    import { withLock } from ${JSON.stringify(join(dist, "lock", "lock.js"))};
    import { nodeFileSystem } from ${JSON.stringify(join(dist, "node-file-system.js"))};
    const request = { files: nodeFileSystem, folder: ${JSON.stringify(folder)}, purpose: "test", now: () => new Date() };
    setInterval(() => undefined, 1000);
    await withLock(request, async () => { writeSync(1, String(readdirSync(${JSON.stringify(folder)}).length)); ${end} });
  `;
  const done = spawnSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" });
  expect({ status: done.status, held: done.stdout }).toEqual({ status, held: "1" });
  expect(readdirSync(folder)).toEqual([]);
});
