import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, test } from "vitest";
import { withLock } from "../../../src/state/lock/lock.js";
import { systemProcesses, type ProcessIdentity, type Processes } from "../../../src/state/lock/processes.js";
import { nodeFileSystem } from "../../../src/state/node-file-system.js";
import { noon } from "../results.js";
import { scratchFolders } from "../scratch.js";

const scratch = scratchFolders();
const self = systemProcesses().self;
const elsewhere: ProcessIdentity = { boot: "00000000000000aa", pid: 4711, startTime: "99" };

/** This machine, on which only the given processes live. */
const living = (...alive: readonly number[]): Processes => ({
  self,
  isAlive: ({ boot, pid }) => (boot === self.boot ? alive.includes(pid) : undefined),
});

function claimFile(folder: string, { boot, pid, startTime }: ProcessIdentity, text = ""): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${boot}.${pid}.${startTime}.0123456789abcdef`);
  writeFileSync(file, text);
  return file;
}

const request = (folder: string, over: { waitMs?: number; processes?: Processes } = {}) => ({
  files: nodeFileSystem,
  folder,
  purpose: "test",
  now: noon,
  ...over,
});

describe("the lock", () => {
  test("lets one task in at a time, in the order they came, and leaves nothing", async () => {
    const folder = join(scratch(), "locks", "checks");
    const log: string[] = [];
    const task = (name: string) =>
      withLock(request(folder), async () => {
        log.push(`${name} in`);
        await new Promise((resolve) => setImmediate(resolve));
        log.push(`${name} out`);
      });
    await Promise.all(["a", "b", "c"].map(task));
    expect(log).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("is released when the work fails", async () => {
    const folder = scratch();
    await expect(withLock(request(folder), () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(readdirSync(folder)).toEqual([]);
    expect(await withLock(request(folder), async () => "in")).toBe("in");
  });

  test("is not reentrant: the inner one is told, in time, that this process holds it", async () => {
    const folder = scratch();
    const inner = withLock(request(folder), () =>
      withLock(request(folder, { waitMs: 20 }), async () => "in"),
    );
    await expect(inner).rejects.toMatchObject({
      code: "LOCKED",
      message: expect.stringContaining("another task of this same process"),
    });
  });

  test("names the live process that holds it, and why", async () => {
    const folder = scratch();
    const other = { ...self, pid: 4711 };
    claimFile(folder, other, '{"purpose":"patch hosts","host":"ops1","since":"2026-11-28T02:00:00.000Z"}');
    const waiting = withLock(request(folder, { waitMs: 20, processes: living(4711) }), async () => "in");
    await expect(waiting).rejects.toMatchObject({
      code: "LOCKED",
      message: expect.stringContaining("process 4711 on ops1 since 2026-11-28T02:00:00.000Z to patch hosts"),
    });
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test("a holder's text that is no JSON still names its process", async () => {
    const folder = scratch();
    claimFile(folder, { ...self, pid: 4711 }, "garbage");
    const waiting = withLock(request(folder, { waitMs: 20, processes: living(4711) }), async () => "in");
    await expect(waiting).rejects.toThrow("is held by process 4711");
  });

  test("reaps the claim of a process that is gone", async () => {
    const folder = scratch();
    claimFile(folder, { ...self, pid: 4711 });
    expect(await withLock(request(folder, { processes: living() }), async () => "in")).toBe("in");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("reaps a claim of this process whose removal failed", async () => {
    const folder = scratch();
    claimFile(folder, self);
    expect(await withLock(request(folder), async () => "in")).toBe("in");
  });

  test("believes a fresh claim of another machine or boot", async () => {
    const folder = scratch();
    claimFile(folder, elsewhere);
    await expect(withLock(request(folder, { waitMs: 20 }), async () => "in")).rejects.toMatchObject({
      code: "LOCKED",
    });
  });

  test("reaps a claim of another machine or boot that was not renewed", async () => {
    const folder = scratch();
    const file = claimFile(folder, elsewhere);
    const old = new Date(Date.now() - 3_600_000);
    utimesSync(file, old, old);
    expect(await withLock(request(folder), async () => "in")).toBe("in");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("leaves files alone that are no claims", async () => {
    const folder = scratch();
    writeFileSync(join(folder, "README"), "");
    expect(await withLock(request(folder), async () => "in")).toBe("in");
    expect(readdirSync(folder)).toEqual(["README"]);
  });

  test("says that its folder can't be made", async () => {
    const file = join(scratch(), "file");
    writeFileSync(file, "");
    await expect(withLock(request(join(file, "locks")), async () => "in")).rejects.toMatchObject({
      code: "STATE",
      message: expect.stringContaining("a file stands where a folder should be"),
    });
  });
});

describe("processes", () => {
  test("this one and its parent are alive; one with another start time is not", () => {
    const processes = systemProcesses();
    expect(processes.isAlive(self)).toBe(true);
    expect(processes.isAlive({ ...self, startTime: `${self.startTime}1` })).toBe(self.startTime === "0");
    expect(processes.isAlive({ ...self, pid: 2 ** 22 + 1 })).toBe(false);
    expect(processes.isAlive(elsewhere)).toBeUndefined();
    expect(self.pid).toBe(process.pid);
  });
});
