import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ceiling, type Figure } from "./lib/figure.js";
import { measure } from "./lib/measure.js";
import { median } from "./lib/median.js";
import type { BenchOptions } from "./lib/options.js";

const hosts = 5_000;
const checks = ["ping", "load", "memory", "disk", "ssh"];

function writeInventory(file: string): void {
  const lines = ["version: 1", "groups: { web: {}, db: {}, edge: {} }", "hosts:"];
  const groups = ["web", "db", "edge"];
  for (let index = 0; index < hosts; index += 1) {
    const address = `10.${Math.floor(index / 65_536)}.${Math.floor(index / 256) % 256}.${index % 256}`;
    lines.push(`  h${index}: { address: ${address}, groups: ${groups[index % 3]}, tags: [t${index % 50}] }`);
  }
  lines.push("checks:");
  for (const type of checks) lines.push(`  - { on: all, type: ${type} }`);
  for (const number of [1, 2, 3, 4, 5]) {
    lines.push(
      `  - { on: "web,db,edge", id: c${number}, type: command, command: "test -e /srv/{{ name }}" }`,
    );
  }
  writeFileSync(file, `${lines.join("\n")}\n`);
}

/** From a file of 5,000 hosts to 50,000 planned checks. */
export async function inventory(options: BenchOptions): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "itom-bench-"));
  const file = join(folder, "inventory.yaml");
  writeInventory(file);
  try {
    const times: number[] = [];
    for (let round = 0; round < (options.rounds ?? 5); round += 1) {
      const sample = await measure([
        process.execPath,
        join(import.meta.dirname, "sides/load-and-plan.js"),
        file,
        String(hosts * 10),
      ]);
      if (sample.status !== 0) throw new Error("load-and-plan failed");
      times.push(Number(sample.stdout));
    }
    return [
      ceiling({
        bench: "inventory",
        what: "load and plan 5,000 hosts and 50,000 checks",
        unit: "ms",
        ours: median(times),
        bound: 2000,
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
