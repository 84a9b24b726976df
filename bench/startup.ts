import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { costRatio, type Figure } from "./lib/figure.js";
import { interleave } from "./lib/interleave.js";
import { measure, type Measurement } from "./lib/measure.js";
import type { BenchOptions } from "./lib/options.js";
import { root } from "./lib/root.js";

/** GNU time counts in hundredths of a second: so many starts are one sample. */
const startsPerSample = 10;

async function starts(words: readonly string[]): Promise<Measurement> {
  const loop = `i=0; while [ $i -lt ${startsPerSample} ]; do i=$((i+1)); "$@" >/dev/null || exit 1; done`;
  const sample = await measure(["sh", "-c", loop, "sh", process.execPath, ...words]);
  if (sample.status !== 0) throw new Error(`${words.join(" ")} failed`);
  return {
    ...sample,
    wallMs: sample.wallMs / startsPerSample,
    cpuMs: sample.cpuMs / startsPerSample,
  };
}

/** What `itom --help` costs over an empty ES module. */
export async function startup(options: BenchOptions): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "itom-bench-"));
  const empty = join(folder, "empty.mjs");
  writeFileSync(empty, "");
  try {
    const { ours, peer } = await interleave(
      options.rounds ?? 7,
      () => starts([join(root, "bin/itom.js"), "--help"]),
      () => starts([empty]),
    );
    return [
      costRatio({
        bench: "startup",
        what: "CPU of `itom --help` against an empty module",
        unit: "ms",
        ours: ours.cpuMs,
        peer: peer.cpuMs,
        bound: 1.5,
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
