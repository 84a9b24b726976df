import type { CheckResult, Positions } from "../../checks/index.js";
import type { CommandContext } from "../../cli/context/context.js";
import { createProgress } from "../../terminal/progress.js";
import type { ChosenChecks } from "./choose.js";
import { runRound } from "./run-round.js";

/** Makes the chosen checks once, and shows on stderr how far that is. */
export async function runAll(
  context: CommandContext,
  chosen: ChosenChecks,
  showProgress: boolean,
  positions?: Positions,
): Promise<CheckResult[]> {
  const { terminal, signal } = context;
  const progress = createProgress(terminal, showProgress);
  const counts = { done: 0, wrong: 0 };
  try {
    return await runRound(context, chosen, {
      ports: await context.ports(chosen.inventory),
      signal,
      ...(positions && { positions }),
      onResult(result) {
        counts.done += 1;
        if (result.state !== "OK") counts.wrong += 1;
        progress.update(`checked ${counts.done} of ${chosen.checks.length}, ${counts.wrong} not OK`);
      },
    });
  } finally {
    progress.clear();
  }
}
