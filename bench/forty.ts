import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ceiling, costRatio, type Figure } from "./lib/figure.js";
import { interleave } from "./lib/interleave.js";
import { bringUpFleet, type Fleet } from "./lib/lab.js";
import { measure, type Measured } from "./lib/measure.js";
import type { BenchOptions } from "./lib/options.js";
import { root } from "./lib/root.js";

const atOnce = "100";

/** Forty shell-based checks on each real host in one session, against ten: what a further check costs us. */
export async function forty(options: BenchOptions): Promise<readonly Figure[]> {
  const hosts = bringUpFleet(options.hosts);
  const inside = { before: hosts.enter, env: hosts.env };
  const [ten, all] = [join(hosts.folder, "inventory.yaml"), writeForty(hosts)];
  const { ours, peer } = await interleave(
    options.rounds ?? 3,
    async () => verify(await measure(command(all), inside), options.hosts * 40),
    async () => verify(await measure(command(ten), inside), options.hosts * 10),
  );
  const bench = "forty";
  const what = (number: string): string => `${number}, ${options.hosts} hosts × 40 checks against × 10`;
  return [
    costRatio({
      bench,
      what: what("client CPU"),
      unit: "ms",
      ours: ours.cpuMs,
      peer: peer.cpuMs,
      bound: 1.7,
    }),
    ceiling({
      bench,
      what: `peak memory, ${options.hosts} hosts × 40 checks`,
      unit: "MB",
      ours: ours.peakMb,
      bound: 400,
    }),
  ];
}

function command(inventory: string): [string, ...string[]] {
  const program = join(root, "bin/itom.js");
  return [process.execPath, program, "-i", inventory, "check", "--no-record", "--json", "--forks", atOnce];
}

/** Puts the thirty at the head of the list of checks in the lab's inventory. */
function writeForty(hosts: Fleet): string {
  const file = join(hosts.folder, "forty.yaml");
  const thirty = readFileSync(join(root, "bench/sides/thirty-checks.yaml"), "utf8");
  const ten = readFileSync(join(hosts.folder, "inventory.yaml"), "utf8");
  writeFileSync(
    file,
    ten.replace(/^checks:\n/m, () => thirty),
  );
  return file;
}

/** A run that is quick because its checks did not work proves nothing. */
function verify(sample: Measured, wanted: number): Measured {
  const { results } = JSON.parse(sample.stdout) as {
    results: { state: string; check: string; summary: string }[];
  };
  const failed = results.filter(({ state }) => state !== "OK" && state !== "WARNING");
  if (results.length === wanted && failed.length === 0) return sample;
  throw new Error(
    `${results.length} results, ${failed.length} not good: ${JSON.stringify(failed.slice(0, 2))}`,
  );
}
