import type { CheckResult } from "./contract.js";

/** How a check is named everywhere: `web1/disk`, `service:shop/front`. */
export function keyOfResult(result: Pick<CheckResult, "host" | "service" | "check">): string {
  return `${result.host ?? `service:${result.service ?? ""}`}/${result.check}`;
}
