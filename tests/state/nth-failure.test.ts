import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ItomError } from "../../src/lib/errors.js";
import { readHistory } from "../../src/state/checks/history.js";
import { openCheckStore } from "../../src/state/check-store.js";
import type { FileSystem } from "../../src/state/file-system.js";
import { nodeFileSystem } from "../../src/state/node-file-system.js";
import { isTemporary } from "../../src/state/replace-file.js";
import { faultyFileSystem, type Fault } from "./faulty-file-system.js";
import { noon, result } from "./results.js";
import { scratchFolders } from "./scratch.js";

const scratch = scratchFolders();
const numbered = (n: number) => result({ check: `number${n}`, values: [{ label: "n", value: n, unit: "" }] });

async function record(folder: string, n: number, files: FileSystem): Promise<"done" | ItomError> {
  try {
    const store = await openCheckStore(folder, { now: noon, files, waitMs: 2_000 });
    await store.record([numbered(n)]);
    return "done";
  } catch (error) {
    if (error instanceof ItomError) return error;
    throw error;
  }
}

/** Records 2 with the fault, then 3 without; what was acknowledged must be there, once, and nothing may be damaged. */
async function survives(folder: string, fault: Fault, acknowledged: number[]): Promise<boolean> {
  const files = faultyFileSystem(fault);
  const outcome = await record(folder, 2, files);
  expect(outcome === "done" || (outcome.code === "STATE" && outcome.hint !== undefined)).toBe(true);
  if (outcome === "done") acknowledged.push(2);
  expect(await record(folder, 3, nodeFileSystem)).toBe("done");
  acknowledged.push(3);
  const seen: (number | null | undefined)[] = [];
  const report = await readHistory(nodeFileSystem, folder, "2026-11-28", ({ values }) =>
    seen.push(values[0]?.value),
  );
  expect(report).toMatchObject({ damaged: [], lost: 0, tornTail: false });
  expect(seen.filter((n) => n !== 2)).toEqual(acknowledged.filter((n) => n !== 2));
  expect(seen.filter((n) => n === 2).length).toBeGreaterThanOrEqual(acknowledged.includes(2) ? 1 : 0);
  const present = await (await openCheckStore(folder, { now: noon })).present();
  for (const n of acknowledged) expect(present.has(`web1/number${n}`)).toBe(true);
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  expect(names.filter((name) => isTemporary(name.split("/").pop() ?? ""))).toEqual([]);
  expect(readdirSync(join(folder, "locks/checks"))).toEqual([]);
  return files.calls >= fault.at;
}

const faults: readonly Omit<Fault, "at">[] = [
  { forever: false, code: "EIO" },
  { forever: true, code: "EIO" },
  { forever: false, code: "ENOSPC", short: true },
  { forever: true, code: "ENOSPC", short: true },
];

/** Fails the first, the second … system call until there are no more, some at once; resolves with how many there were. */
async function failEach(
  fault: Omit<Fault, "at">,
  prepare: () => string,
  acknowledged: number[],
): Promise<number> {
  const atOnce = 8;
  for (let first = 1; first < 200; first += atOnce) {
    const batch = Array.from({ length: atOnce }, (_, index) => first + index);
    const reached = await Promise.all(
      batch.map((at) => survives(prepare(), { ...fault, at }, [...acknowledged])),
    );
    if (reached.includes(false)) return first + reached.indexOf(false) - 1;
  }
  throw new Error("a record makes 200 system calls or more");
}

describe.each(faults)("the Nth system call of a record in a folder with state fails: %o", (fault) => {
  test("loses nothing", async () => {
    const template = join(scratch(), "state");
    expect(await record(template, 1, nodeFileSystem)).toBe("done");
    const prepare = (): string => {
      const folder = join(scratch(), "state");
      cpSync(template, folder, { recursive: true });
      return folder;
    };
    expect(await failEach(fault, prepare, [1])).toBeGreaterThan(20);
  });
});

describe.each(faults.slice(1, 3))("the Nth system call of a first record fails: %o", (fault) => {
  test("lets the next one begin", async () => {
    expect(await failEach(fault, () => join(scratch(), "state"), [])).toBeGreaterThan(30);
  });
});

test.each([
  ["ENOSPC", "the disk is full", "free some space"],
  ["EACCES", "permission denied", "--state DIR"],
  ["EROFS", "the file system is read-only", "--no-record"],
] as const)("%s names the path, the reason and what to do", async (code, reason, hint) => {
  const folder = join(scratch(), "state");
  const outcome = await record(folder, 1, faultyFileSystem({ at: 2, forever: true, code }));
  expect(outcome).toMatchObject({
    code: "STATE",
    message: expect.stringMatching(new RegExp(`^can't [a-z ]+ \\S+/state\\S*: ${reason}$`)),
    hint: expect.stringContaining(hint),
  });
});
