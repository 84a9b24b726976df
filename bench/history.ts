import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCheckStore } from "../src/state/check-store.js";
import { writeJournal } from "../tests/state/history-days.js";
import { ceiling, costRatio, type Figure } from "./lib/figure.js";
import { measure } from "./lib/measure.js";
import { median } from "./lib/median.js";
import { noisyFleet } from "./lib/noisy-fleet.js";
import type { BenchOptions } from "./lib/options.js";
import { packMonth } from "./lib/packed-month.js";
import { root } from "./lib/root.js";

const days = 30;

/** A run's recording beside 30 full days against one beside none; then `itom history` of one check over these days. */
export async function history(options: BenchOptions): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "itom-bench-"));
  const [empty, full] = [join(folder, "empty"), join(folder, "full")];
  const now = new Date();
  const today = now.toISOString().slice(0, 10);
  try {
    // Both have the same first run of today.
    const early = (): Date => new Date(`${today}T00:00:30Z`);
    const store = await openCheckStore(empty, { now: early });
    await store.record(noisyFleet(options.hosts)(early().getTime()));
    cpSync(empty, full, { recursive: true });
    await packMonth(full, today, days, noisyFleet(options.hosts));
    const recording = await compareRecording(full, empty, today, options);
    // A day that is nearly over is the worst case: it is not packed yet.
    const runs = Math.max(1, Math.floor((now.getTime() - Date.parse(`${today}T00:00:00Z`)) / 300_000));
    writeJournal(full, today, noisyFleet(options.hosts), { runs });
    return [recording, await timeHistory(full, options)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function compareRecording(
  full: string,
  empty: string,
  today: string,
  options: BenchOptions,
): Promise<Figure> {
  const times: Record<"full" | "empty", number[]> = { full: [], empty: [] };
  const rounds = options.rounds ?? 15;
  for (let round = 0; round < rounds; round += 1) {
    const time = new Date(Date.parse(`${today}T00:05:00Z`) + round * 300_000).toISOString();
    const sides = [
      ["full", full],
      ["empty", empty],
    ] as const;
    for (const [name, folder] of round % 2 === 0 ? sides : sides.toReversed()) {
      times[name].push(await recordOnce(folder, options.hosts, time));
    }
  }
  return costRatio({
    bench: "history",
    what: `CPU of recording ${options.hosts * 10} results beside ${days} full days against none`,
    unit: "ms",
    ours: median(times.full),
    peer: median(times.empty),
    bound: 1.05,
  });
}

async function recordOnce(folder: string, hosts: number, time: string): Promise<number> {
  const side = join(import.meta.dirname, "sides/record-run.js");
  const sample = await measure([process.execPath, side, folder, String(hosts), time]);
  if (sample.status !== 0) throw new Error("record-run failed");
  return Number(sample.stdout);
}

async function timeHistory(state: string, options: BenchOptions): Promise<Figure> {
  const times: number[] = [];
  for (let round = 0; round < (options.rounds ?? 7); round += 1) {
    const words = ["history", "host0000/load", "--since", `${days}d`, "--state", state, "--json"];
    const sample = await measure([process.execPath, join(root, "bin/itom.js"), ...words]);
    const { summary } = JSON.parse(sample.stdout) as { summary: { results: number } };
    if (sample.status !== 0 || summary.results < (days - 1) * 288) throw new Error("itom history failed");
    times.push(sample.wallMs);
  }
  return ceiling({
    bench: "history",
    what: `\`itom history\` of one check of ${days} days of ${options.hosts} hosts × 10 checks every 5 minutes`,
    unit: "ms",
    ours: median(times),
    bound: 1000,
  });
}
