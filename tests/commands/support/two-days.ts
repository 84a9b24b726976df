import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeJournal } from "../../state/history-days.js";
import { result } from "../../state/results.js";
import { scratchFolders } from "../../state/scratch.js";
import { openCheckStore } from "../../../src/state/check-store.js";
import { runCli, type CliResult } from "../../support/run-cli.js";

export const scratch = scratchFolders();
export const now = (): Date => new Date("2026-11-28T12:00:00.000Z");

export const inventory = `version: 1
settings: { timezone: UTC }
hosts:
  web[1:3]: { address: "10.0.0.[1:3]" }
  db1: { address: 10.0.0.9, window: night }
services:
  shop: { depends_on: [{ at_least: 2, of: [web1, web2, web3] }, db1], slo: { availability: 99%, over: 1d } }
  blog: { depends_on: [web3], slo: { availability: 99.9%, over: 1d } }
checks:
  - { on: all, type: ping }
windows: { night: { from: "02:00", to: "04:00" } }
`;

/** Two days of results every five minutes; `bad` names hosts that are down at a time. */
export async function folderWith(bad: (host: string, at: string) => boolean): Promise<string> {
  const cwd = scratch();
  writeFileSync(join(cwd, "inventory.yaml"), inventory);
  const state = join(cwd, ".itom");
  const runAt = (startMs: number) =>
    ["web1", "web2", "web3", "db1"].map((host) => {
      const startedAt = new Date(startMs).toISOString();
      const base = { host, check: "ping", type: "ping", startedAt };
      const down = { state: "CRITICAL", summary: "no answer", values: [] };
      const up = {
        summary: "12 ms",
        values: [{ label: "rta", value: 0.012 + (startMs % 7) / 1000, unit: "s" }],
      };
      return result({ ...base, ...(bad(host, startedAt) ? down : up) });
    });
  writeJournal(state, "2026-11-27", runAt);
  writeJournal(state, "2026-11-28", runAt, { runs: 144 });
  await (await openCheckStore(state, { now })).prepare();
  return cwd;
}

export const run = (cwd: string, ...words: readonly string[]): Promise<CliResult> =>
  runCli(words, { cwd, now });
/** web1 is down for an hour of the second day. */
export const morning = (host: string, at: string): boolean =>
  host === "web1" && at.startsWith("2026-11-28T08:");
