import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { costRatio, type Figure } from "./lib/figure.js";
import { interleave } from "./lib/interleave.js";
import { measure, type Measurement } from "./lib/measure.js";
import type { BenchOptions } from "./lib/options.js";
import { root } from "./lib/root.js";

/** GNU time counts in hundredths of a second: so many runs are one sample. */
const runsPerSample = 5;
const hosts = 500;
const entries = [
  "type: ping, warn: '100ms,20%', crit: '500ms,60%'",
  "type: load, warn: 4, crit: 8",
  "type: memory, warn: 20%, crit: 10%",
  "type: disk, warn: 80%, crit: 90%",
  "type: ssh",
  "type: service, service: ssh",
  "type: process, name: sshd",
  "type: file, path: /etc/passwd",
  "type: tcp, port: 22",
  'type: http, url: "http://{{ address }}/healthz", expect: { status: 200 }',
];

/** What `itom check --list` of 5,000 checks costs over an empty program. */
export async function list(options: BenchOptions): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "itom-bench-"));
  const [inventory, empty] = [join(folder, "inventory.yaml"), join(folder, "empty.mjs")];
  writeInventory(inventory);
  writeFileSync(empty, "");
  const ours = [join(root, "bin/itom.js"), "check", "--list", "-i", inventory];
  try {
    await verify(ours);
    const medians = await interleave(
      options.rounds ?? 7,
      () => runs(ours),
      () => runs([empty]),
    );
    return [
      costRatio({
        bench: "list",
        what: "CPU of `itom check --list`, 500 hosts × 10 checks, against an empty module",
        unit: "ms",
        ours: medians.ours.cpuMs,
        peer: medians.peer.cpuMs,
        bound: 4,
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeInventory(file: string): void {
  const lines = ["version: 1", "hosts:"];
  for (let index = 0; index < hosts; index += 1)
    lines.push(`  h${index}: { address: 10.0.${Math.floor(index / 250)}.${(index % 250) + 1} }`);
  lines.push("checks:", ...entries.map((entry) => `  - { on: all, ${entry} }`));
  writeFileSync(file, `${lines.join("\n")}\n`);
}

async function verify(words: readonly string[]): Promise<void> {
  const { stdout } = await measure([process.execPath, ...words]);
  const lines = stdout.trim().split("\n").length;
  if (lines !== hosts * entries.length) throw new Error(`${lines} checks are listed`);
}

async function runs(words: readonly string[]): Promise<Measurement> {
  const loop = `i=0; while [ $i -lt ${runsPerSample} ]; do i=$((i+1)); "$@" >/dev/null || exit 1; done`;
  const sample = await measure(["sh", "-c", loop, "sh", process.execPath, ...words]);
  if (sample.status !== 0) throw new Error(`${words.join(" ")} failed`);
  return { ...sample, wallMs: sample.wallMs / runsPerSample, cpuMs: sample.cpuMs / runsPerSample };
}
