import type { Measurement } from "./measure.js";
import { median } from "./median.js";

/** Runs both sides in turn, now one first and now the other, and gives the median of each number. */
export async function interleave(
  rounds: number,
  ours: () => Promise<Measurement>,
  peer: () => Promise<Measurement>,
): Promise<{ readonly ours: Measurement; readonly peer: Measurement }> {
  const samples: { readonly ours: Measurement[]; readonly peer: Measurement[] } = { ours: [], peer: [] };
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) samples.ours.push(await ours());
    samples.peer.push(await peer());
    if (round % 2 === 1) samples.ours.push(await ours());
  }
  return { ours: medians(samples.ours), peer: medians(samples.peer) };
}

function medians(samples: readonly Measurement[]): Measurement {
  return {
    wallMs: median(samples.map((sample) => sample.wallMs)),
    cpuMs: median(samples.map((sample) => sample.cpuMs)),
    peakMb: median(samples.map((sample) => sample.peakMb)),
  };
}
