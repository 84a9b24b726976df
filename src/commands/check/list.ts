import { checkTypes, type PlannedCheck } from "../../checks/index.js";
import type { CommandContext } from "../../cli/context/context.js";
import { exitStatus, type ExitStatus } from "../../cli/exit-status.js";
import { targetOf } from "../../output/check/fold.js";
import { alignColumns } from "../../terminal/align.js";
import { describeType, typeNamed } from "./describe-type.js";

/** `itom check --list`: what would be made, without asking any host. */
export function listChecks(context: CommandContext, checks: readonly PlannedCheck[]): ExitStatus {
  const { global, terminal } = context;
  if (global.json) terminal.stdout.write(listDocument(context, checks));
  else terminal.stdout.write(alignColumns(checks.map((check) => [nameOf(check), check.id, check.type.name])));
  return exitStatus.ok;
}

function listDocument(context: CommandContext, checks: readonly PlannedCheck[]): string {
  const results = checks.map((check) => ({
    ...(check.target.kind === "host" ? { host: check.targetName } : { service: check.targetName }),
    check: check.id,
    type: check.type.name,
    timeoutMs: check.timeoutMs,
    ...check.position,
  }));
  const summary = { targets: new Set(checks.map(nameOf)).size, checks: checks.length };
  const startedAt = context.now().toISOString();
  return `${JSON.stringify({ schema: "itom.check.list/1", startedAt, durationMs: 0, summary, results })}\n`;
}

function nameOf(check: PlannedCheck): string {
  return targetOf(check.target.kind === "host" ? { host: check.targetName } : { service: check.targetName });
}

/** `itom check --types [TYPE]`: the registry, or one type of it. */
export function listTypes(context: CommandContext, name: string | boolean): ExitStatus {
  const [one] = typeof name === "string" ? [typeNamed(name)] : [];
  const types = one ? [one] : [...checkTypes.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (context.global.json) {
    const results = types.map(({ name, summary, example, targets }) => ({ name, summary, example, targets }));
    const startedAt = context.now().toISOString();
    const document = {
      schema: "itom.check.types/1",
      startedAt,
      durationMs: 0,
      summary: { types: types.length },
      results,
    };
    context.terminal.stdout.write(`${JSON.stringify(document)}\n`);
  } else if (one) {
    context.terminal.stdout.write(describeType(one));
  } else {
    context.terminal.stdout.write(alignColumns(types.map((type) => [type.name, type.summary])));
  }
  return exitStatus.ok;
}
