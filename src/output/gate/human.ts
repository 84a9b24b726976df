import type { CheckResult } from "../../checks/index.js";
import { fewestSamples, type GateResult, type Verdict } from "../../gate/index.js";
import { formatDuration } from "../../lib/duration.js";
import type { Palette } from "../../terminal/palette.js";
import { sanitiseLine } from "../../terminal/sanitise.js";
import { targetOf } from "../check/fold.js";

interface GateHumanOptions {
  readonly palette: Palette;
  readonly quiet: boolean;
  /** The file that a baseline went to: then there is no verdict to show. */
  readonly saved?: string | undefined;
}

/** The verdict first, then what it rests on, each kind apart. */
export function renderGateHuman(gate: GateResult, { palette, quiet, saved }: GateHumanOptions): string {
  if (quiet && gate.verdict === "pass") return "";
  const { last } = gate;
  const paint: Record<Verdict, (text: string) => string> = {
    pass: palette.good,
    fail: palette.bad,
    inconclusive: palette.unknown,
  };
  const rounds = gate.rounds.length > 1 ? ` (${gate.rounds.length} rounds)` : "";
  const lines = [
    saved === undefined
      ? `${paint[gate.verdict](gate.verdict.toUpperCase())}  ${gate.why}${rounds}`
      : `SAVED  ${sanitiseLine(saved)}: ${gate.why}${rounds}`,
    ...section("bad", last.bad),
    ...section("undetermined", last.undetermined),
    ...section("still bad, as before", last.stillBad),
    ...section("fixed", last.fixed),
    ...(last.gone.length > 0
      ? ["not checked any more", ...last.gone.map((name) => `  ${sanitiseLine(name)}`)]
      : []),
    ...gate.slower.map(
      ({ check, before, now }) => `slower: ${sanitiseLine(check)} ${time(before)} -> ${time(now)}`,
    ),
    ...(gate.tooFew.length > 0
      ? [`response times of ${gate.tooFew.length} checks not compared: fewer than ${fewestSamples} samples`]
      : []),
  ];
  return `${lines.join("\n")}\n`;
}

function section(title: string, results: readonly CheckResult[]): string[] {
  if (results.length === 0) return [];
  const lines = results.map(
    (result) => `  ${result.state}  ${targetOf(result)}/${result.check}  ${sanitiseLine(result.summary)}`,
  );
  return [title, ...lines];
}

function time(seconds: number): string {
  return formatDuration(seconds * 1_000);
}
