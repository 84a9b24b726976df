import type { Invocation } from "../../cli/specification.js";
import type { ExitStatus } from "../../cli/exit-status.js";
import { ItomError } from "../../lib/errors.js";
import { chooseChecks } from "./choose.js";
import { explain } from "./explain.js";
import type { CheckOptions } from "./options.js";
import { listChecks, listTypes } from "./list.js";
import { makeChecks } from "./make.js";
import { parseOutputs } from "./outputs.js";
import { readInterval } from "./watch/read-interval.js";

/** `itom check`: chooses, then lists, explains or makes the checks. */
export async function run(invocation: Invocation<CheckOptions>): Promise<ExitStatus> {
  const { context, options } = invocation;
  const everyMs = options.watch === undefined ? undefined : readInterval(context, options.watch, options);
  const outputs = parseOutputs(options.out ?? [], context.global.json);
  if (options.changed === true && outputs.some(({ format }) => format.name === "nagios")) {
    throw new ItomError(
      "USAGE",
      "--out nagios tells the state of all checks, so that --changed does not go with it",
    );
  }
  if (options.types !== undefined) return listTypes(context, options.types);
  if (options.explain !== undefined) return explain(context, options.explain);
  if (options.interval !== undefined && options.serve === undefined)
    throw new ItomError("USAGE", "--interval needs --serve");
  const chosen = await chooseChecks(context, invocation.arguments[0], options);
  if (options.list === true || context.global.dryRun) return listChecks(context, chosen.checks);
  if (options.serve !== undefined) {
    const { serve } = await import("./serve/serve.js");
    return serve(context, invocation.arguments[0], options);
  }
  if (everyMs !== undefined) {
    const { watchChecks } = await import("./watch/watch.js");
    return watchChecks(context, chosen, { everyMs, keep: options.record });
  }
  return makeChecks(context, chosen, { outputs, keep: options.record, changed: options.changed === true });
}
