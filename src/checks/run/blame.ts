import type { CheckResult } from "../contract.js";

/** A host on the path that does not answer. */
export interface DownParent {
  readonly name: string;
  /** The host further up that is to blame for it, where there is one. */
  readonly because?: string;
}

/** Pure. A host behind parents that are all down is unreachable and not broken; the result says who is to blame. */
export function blameParents(results: readonly CheckResult[], parents: readonly DownParent[]): CheckResult[] {
  const roots = [...new Set(parents.map(({ name, because }) => because ?? name))];
  const [root] = roots;
  if (root === undefined) return [...results];
  const why = `${roots.join(" and ")} on the way to it ${roots.length === 1 ? "does" : "do"} not answer`;
  return results.map((result): CheckResult => {
    if (result.state === "OK" || result.state === "WARNING") return result;
    return { ...result, state: "UNREACHABLE", summary: `unreachable: ${why}`, cause: { host: root, why } };
  });
}

/** Pure. While our own way out is down, silence says nothing of a host. */
export function blameUplink(results: readonly CheckResult[], addresses: readonly string[]): CheckResult[] {
  const why = `our own uplink ${addresses.join(", ")} does not answer`;
  return results.map((result): CheckResult => {
    if (result.state === "OK" || result.state === "WARNING") return result;
    return { ...result, state: "UNKNOWN", summary: `not known: ${why}`, cause: { why } };
  });
}
