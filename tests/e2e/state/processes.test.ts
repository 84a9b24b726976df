import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, test } from "vitest";
import { readHistory } from "../../../src/state/checks/history.js";
import { openCheckStore } from "../../../src/state/check-store.js";
import { nodeFileSystem } from "../../../src/state/node-file-system.js";
import { noon, result } from "../../state/results.js";
import { scratchFolders } from "../../state/scratch.js";

const scratch = scratchFolders();
const recorder = join(import.meta.dirname, "recorder.mjs");

interface Recorder {
  readonly name: string;
  readonly child: ChildProcess;
  /** The numbers that were acknowledged. */
  readonly acknowledged: number[];
  readonly ended: Promise<unknown>;
  /** Resolves at this many acknowledgements, or at the end. */
  reached(count: number): Promise<unknown>;
}

function startRecorder(folder: string, name: string, count: number): Recorder {
  const child = spawn(process.execPath, [recorder, folder, name, String(count)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const acknowledged: number[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const ended = once(child, "close");
  let rest = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    acknowledged.push(...lines.map(Number));
    for (const { count, resolve } of waiting) if (acknowledged.length >= count) resolve();
  });
  return {
    name,
    child,
    acknowledged,
    ended,
    reached: (count) =>
      Promise.race([ended, new Promise<void>((resolve) => waiting.push({ count, resolve }))]),
  };
}

async function numbersIn(folder: string): Promise<Map<string, number[]>> {
  const numbers = new Map<string, number[]>();
  const report = await readHistory(nodeFileSystem, folder, "2026-11-28", ({ host = "", values }) => {
    const n = values[0]?.value;
    if (typeof n === "number") numbers.set(host, [...(numbers.get(host) ?? []), n]);
  });
  expect(report).toMatchObject({ damaged: [], lost: 0 });
  return numbers;
}

describe("several processes on one state folder", () => {
  test("eight at once: every result is there once, and no write was lost", async () => {
    const folder = join(scratch(), ".itom");
    const recorders = Array.from({ length: 8 }, (_, index) => startRecorder(folder, `host${index}`, 6));
    await Promise.all(recorders.map(({ ended }) => ended));
    expect(recorders.map(({ child }) => child.exitCode)).toEqual(Array(8).fill(0));
    const numbers = await numbersIn(folder);
    for (const { name } of recorders) expect(numbers.get(name)).toEqual([1, 2, 3, 4, 5, 6]);
    const status = JSON.parse(readFileSync(join(folder, "checks/status.json"), "utf8")) as { rev: number };
    expect(status.rev).toBe(48);
    expect(readdirSync(join(folder, "locks/checks"))).toEqual([]);
  }, 120_000);

  test("thirty kill -9: every acknowledged result is there, and the next one goes on", async () => {
    const folder = join(scratch(), ".itom");
    const killed: Recorder[] = [];
    const killTen = async (worker: number): Promise<void> => {
      for (let n = 0; n < 10; n++) {
        const recorder = startRecorder(folder, `host${worker}-${n}`, 1_000);
        killed.push(recorder);
        await recorder.reached(1 + Math.floor(Math.random() * 3));
        await spin(Math.random() * 4);
        recorder.child.kill("SIGKILL");
        await recorder.ended;
      }
    };
    await Promise.all([1, 2, 3].map(killTen));
    expect(killed.every(({ child }) => child.signalCode === "SIGKILL")).toBe(true);
    await (await openCheckStore(folder, { now: noon })).record([result()]);
    const numbers = await numbersIn(folder);
    const present = await (await openCheckStore(folder, { now: noon })).present();
    for (const { name, acknowledged } of killed) {
      expect(acknowledged.length).toBeGreaterThan(0);
      expect(numbers.get(name)?.slice(0, acknowledged.length)).toEqual(acknowledged);
      const last = acknowledged[acknowledged.length - 1];
      expect(present.get(`${name}/number`)?.values[0]?.value).toBeGreaterThanOrEqual(last ?? Infinity);
    }
    expect(readdirSync(join(folder, "locks/checks"))).toEqual([]);
    expect(readdirSync(join(folder, "checks")).sort()).toEqual(["history", "status.json"]);
  }, 120_000);
});

/** Lets the event loop turn for about so long, to hit another moment of the writer's each time. */
async function spin(ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) await new Promise((resolve) => setImmediate(resolve));
}
