import type { Value } from "../contract.js";
import { judge, measured, parseThreshold, type Thresholds } from "../thresholds/index.js";
import type { Finding } from "./findings.js";

interface FailedUnits {
  readonly finding: Finding;
  readonly value: Value;
  readonly details: readonly string[];
}

const none: Thresholds = { crit: parseThreshold(">0", { unit: "", direction: "high" }) };

/** Counts the lines of `systemctl list-units --state=failed`; only systemd keeps count. */
export function judgeFailedUnits(stdout: string, given: Thresholds): FailedUnits {
  const thresholds = given.warn || given.crit ? given : none;
  const counted = stdout.includes("\nfailed counted\n");
  const units = [...stdout.matchAll(/^[●*]?\s*(\S+\.\w+)\s+\S+\s+failed\s+failed\b/gm)].map(
    ([, name = ""]) => name,
  );
  const count = counted ? units.length : null;
  const { state, reason } = judge(count, thresholds);
  const names = units.slice(0, 5).join(", ");
  const text =
    state === "UNKNOWN" ? "failed units are counted by systemd alone" : `${names || "no unit"} failed`;
  return {
    finding: { state, text: state === "OK" || state === "UNKNOWN" ? text : `${text} (${reason})` },
    value: measured("failed_units", count, "", thresholds),
    details: units.map((unit) => `failed: ${unit}`),
  };
}
