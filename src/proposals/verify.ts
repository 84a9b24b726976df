import { planChecks, runChecks, type CheckResult } from "../checks/index.js";
import type { CheckEntry } from "../inventory/model.js";
import type { Proposal } from "./contract.js";
import type { LookInput } from "./look.js";

export interface VerifiedProposal {
  readonly proposal: Proposal;
  /** Undefined where it was not made. */
  readonly result?: CheckResult;
  /** Why it can't be an entry of this inventory. */
  readonly problem?: string;
}

/** Makes each proposed check once, as it would stand in the inventory. */
export async function verify(
  proposals: readonly Proposal[],
  { inventory, host, ports, now, signal }: LookInput,
): Promise<VerifiedProposal[]> {
  // The line of an entry tells the way back from a planned check to its proposal.
  const entries = proposals.map(({ type, id, options }, index): CheckEntry => ({
    on: host.name,
    type,
    ...(id !== undefined && { id }),
    options,
    position: { ...host.position, line: index + 1 },
    positions: new Map(),
  }));
  const { checks, problems } = planChecks({ ...inventory, checks: entries });
  const results = await runChecks(checks, {
    ports,
    now,
    signal,
    forks: 1,
    probesPerTarget: 4,
    hosts: inventory.hosts,
  });
  const byId = new Map(results.map((result) => [result.check, result]));
  return proposals.map((proposal, index): VerifiedProposal => {
    const check = checks.find(({ position }) => position.line === index + 1);
    const result = check && byId.get(check.id);
    if (result) return { proposal, result };
    const problem = problems.find(({ position }) => position?.line === index + 1)?.message;
    return { proposal, problem: problem ?? "it gave no result" };
  });
}
