import type { CheckResult } from "../../checks/index.js";
import type { GateResult } from "../../gate/index.js";
import { targetOf } from "../check/fold.js";

/** One document, `itom.gate/1`: `results` are those of the last round (docs/json.md). */
export function renderGateJson(gate: GateResult, startedAt: Date, durationMs: number): string {
  const { last } = gate;
  const document = {
    schema: "itom.gate/1",
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(durationMs),
    summary: {
      verdict: gate.verdict,
      why: gate.why,
      rounds: gate.rounds.length,
      bad: last.bad.map(nameOf),
      undetermined: last.undetermined.map(nameOf),
      stillBad: last.stillBad.map(nameOf),
      fixed: last.fixed.map(nameOf),
      gone: last.gone,
      slower: gate.slower,
      tooFewSamples: gate.tooFew,
    },
    results: gate.rounds.at(-1) ?? [],
  };
  return `${JSON.stringify(document)}\n`;
}

function nameOf(result: CheckResult): string {
  return `${targetOf(result)}/${result.check}`;
}
