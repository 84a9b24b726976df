import type { CommandContext } from "../../cli/context/context.js";
import { exitStatus, type ExitStatus } from "../../cli/exit-status.js";
import type { Invocation } from "../../cli/specification.js";
import { Gathering, summariseCheck, type CheckHistory } from "../../history/index.js";
import { ItomError } from "../../lib/errors.js";
import { documentText } from "../../output/document.js";
import { renderHistoryCsv } from "../../output/history/csv.js";
import { renderHistory } from "../../output/history/human.js";
import { paletteOf } from "../../terminal/palette.js";
import { unknownTarget } from "./unknown-target.js";
import { readStretch } from "./stretch.js";

export interface HistoryOptions {
  readonly since?: string;
  readonly until?: string;
  readonly csv?: boolean;
}

const parts = 60;

/** `itom history`. */
export async function run({
  context,
  arguments: words,
  options,
}: Invocation<HistoryOptions>): Promise<ExitStatus> {
  const startedAt = context.now();
  const [target = ""] = words;
  if (options.csv === true && context.global.json)
    throw new ItomError("USAGE", "give --csv or --json, not both");
  const { from, to } = readStretch(options, startedAt);
  const store = await context.historyStore();
  const gathering = new Gathering();
  const wants = (key: string): boolean => key === target || key.startsWith(`${target}/`);
  const { skipped } = await store.read({ from, to, wants }, gathering.take);
  const gathered = [...gathering.byKey.values()].sort((a, b) =>
    a.key.localeCompare(b.key, "en", { numeric: true }),
  );
  const checks = gathered.flatMap((one) => summariseCheck(one, { from, to, parts }) ?? []);
  if (checks.length === 0) throw await unknownTarget(context, target, from, to);
  if (options.csv === true) context.terminal.stdout.write(renderHistoryCsv(gathered, from, to));
  else if (context.global.json)
    context.terminal.stdout.write(json({ context, startedAt, from, to, checks, skipped }));
  else {
    const palette = paletteOf(await context.terminal.colours());
    context.terminal.stdout.write(
      renderHistory(checks, { palette, from, to, verbose: context.global.verbose }),
    );
  }
  if (skipped === 0) return exitStatus.ok;
  context.terminal.stderr.write(`${skipped} results can't be read: itom state verify says why\n`);
  return exitStatus.unknown;
}

function json(given: {
  readonly context: CommandContext;
  readonly startedAt: Date;
  readonly from: Date;
  readonly to: Date;
  readonly checks: readonly CheckHistory[];
  readonly skipped: number;
}): string {
  const { context, startedAt, from, to, checks, skipped } = given;
  const results = checks.reduce((sum, check) => sum + check.results, 0);
  const partMs = (to.getTime() - from.getTime()) / parts;
  return documentText({
    schema: "itom.history/1",
    startedAt,
    endedAt: context.now(),
    summary: {
      from: from.toISOString(),
      to: to.toISOString(),
      partMs,
      checks: checks.length,
      results,
      skipped,
    },
    results: checks,
  });
}
