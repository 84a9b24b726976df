import {
  keyOfResult,
  planChecks,
  runChecks,
  withReferenced,
  type Evidence,
  type PlannedCheck,
} from "../../checks/index.js";
import type { CommandContext } from "../../cli/context/context.js";
import type { ExitStatus } from "../../cli/exit-status.js";
import type { Inventory } from "../../inventory/model.js";
import { didYouMean } from "../../lib/did-you-mean.js";
import { ItomError } from "../../lib/errors.js";
import { renderExplanation } from "../../output/check/explain.js";
import { plainJson } from "../../output/check/plain-json.js";
import { paletteOf } from "../../terminal/palette.js";
import { refuseProblems } from "./choose.js";
import { resolveAddress } from "./resolve-address.js";
import { statusOf } from "./status.js";

/** `itom check --explain HOST/CHECK`: makes the one check and those it judges, and shows how its result came about; keeps nothing. */
export async function explain(context: CommandContext, name: string): Promise<ExitStatus> {
  const inventory = await context.inventory();
  const plan = planChecks(inventory);
  refuseProblems(plan.problems);
  const check = findCheck(name, plan.checks, inventory);
  const ports = await context.ports(inventory);
  const resolved = await resolveAddress(check, ports.dns, context.signal);
  let evidence: Evidence | undefined;
  const results = await runChecks(withReferenced(check, plan.checks), {
    ports,
    now: context.now,
    signal: context.signal,
    forks: 1,
    probesPerTarget: 1,
    hosts: inventory.hosts,
    uplink: inventory.settings.uplink,
    onEvidence: (made, seen) => {
      if (made === check) evidence = seen;
    },
  });
  const result = results.find((each) => keyOfResult(each) === `${nameOf(check)}/${check.id}`);
  if (!result) throw new Error("the engine gave no result");
  if (context.global.json) context.terminal.stdout.write(explainDocument(check, result, evidence, resolved));
  else {
    const palette = paletteOf(await context.terminal.colours());
    context.terminal.stdout.write(renderExplanation(check, result, { evidence, resolved }, palette));
  }
  return statusOf([result]);
}

function explainDocument(
  check: PlannedCheck,
  result: { startedAt: string; durationMs: number },
  evidence: Evidence | undefined,
  resolved: string | undefined,
): string {
  const { startedAt, durationMs } = result;
  const explained = {
    result,
    options: check.written,
    position: check.position,
    timeoutMs: check.timeoutMs,
    ...(resolved !== undefined && { resolved }),
    evidence,
  };
  const document = {
    schema: "itom.check.explain/1",
    startedAt,
    durationMs,
    summary: {},
    results: [explained],
  };
  return `${plainJson(document)}\n`;
}

function findCheck(name: string, checks: readonly PlannedCheck[], inventory: Inventory): PlannedCheck {
  const slash = name.lastIndexOf("/");
  if (slash <= 0 || slash === name.length - 1) {
    throw new ItomError("USAGE", `--explain takes HOST/CHECK or service:NAME/CHECK, not "${name}"`);
  }
  const target = name.slice(0, slash);
  const id = name.slice(slash + 1);
  const onTarget = checks.filter((check) => nameOf(check) === target);
  const found = onTarget.find((check) => check.id === id);
  if (found) return found;
  throw onTarget.length > 0 ? noSuchCheck(target, id, onTarget) : noSuchTarget(target, inventory);
}

function nameOf(check: PlannedCheck): string {
  return check.target.kind === "host" ? check.targetName : `service:${check.targetName}`;
}

function noSuchCheck(target: string, id: string, onTarget: readonly PlannedCheck[]): ItomError {
  const ids = onTarget.map((check) => check.id);
  const hint = didYouMean(id, ids) ?? `it has ${ids.join(", ")}`;
  return new ItomError("USAGE", `${target} has no check "${id}"`, { hint });
}

function noSuchTarget(target: string, inventory: Inventory): ItomError {
  const names = [
    ...inventory.hosts.keys(),
    ...[...inventory.services.keys()].map((service) => `service:${service}`),
  ];
  if (names.includes(target)) return new ItomError("USAGE", `no check of the inventory applies to ${target}`);
  return new ItomError("USAGE", `there is no host or service "${target}"`, {
    hint: didYouMean(target, names),
  });
}
