import type { Invocation } from "../../cli/specification.js";
import type { ExitStatus } from "../../cli/exit-status.js";
import { chooseChecks } from "./choose.js";
import { explain } from "./explain.js";
import { listChecks, listTypes } from "./list.js";
import { makeChecks } from "./make.js";
import { parseOutputs } from "./outputs.js";

export interface CheckOptions {
  readonly type?: readonly string[];
  readonly id?: readonly string[];
  readonly list?: boolean;
  readonly explain?: string;
  readonly types?: boolean;
  readonly out?: readonly string[];
  readonly changed?: boolean;
  readonly record: boolean;
  readonly allowEmpty?: boolean;
}

/** `itom check`: chooses, then lists, explains or makes the checks. */
export async function run(invocation: Invocation<CheckOptions>): Promise<ExitStatus> {
  const { context, options } = invocation;
  const outputs = parseOutputs(options.out ?? [], context.global.json);
  if (options.types === true) return listTypes(context);
  if (options.explain !== undefined) return explain(context, options.explain);
  const chosen = await chooseChecks(context, invocation.arguments[0], options);
  if (options.list === true || context.global.dryRun) return listChecks(context, chosen.checks);
  return makeChecks(context, chosen, { outputs, keep: options.record, changed: options.changed === true });
}
