import type { State, Value, Verdict } from "../contract.js";
import { compareStates } from "../states.js";

/** One thing that a check looked at. */
export interface Finding {
  readonly state: State;
  /** What is wrong, or what is right. */
  readonly text: string;
}

/** The most that a summary names; the rest are details. */
const named = 3;

/**
 * The verdict on several findings: the worst one's state, and the reasons that are not OK, worst first. `fine` sums up where
 * all are OK. Without any finding nothing was proved, which is UNKNOWN.
 */
export function conclude(
  findings: readonly Finding[],
  fine: string,
  more: { readonly values?: readonly Value[]; readonly details?: readonly string[] } = {},
): Verdict {
  const { values = [], details = [] } = more;
  const sorted = findings.toSorted((a, b) => compareStates(a.state, b.state));
  const worst = sorted[0];
  if (!worst) return { state: "UNKNOWN", summary: "nothing was looked at", values, details };
  const bad = sorted.filter((finding) => finding.state !== "OK");
  if (bad.length === 0) return { state: "OK", summary: fine, values, details };
  const rest = bad.length > named ? `; and ${bad.length - named} more` : "";
  return {
    state: worst.state,
    summary:
      bad
        .slice(0, named)
        .map((finding) => finding.text)
        .join("; ") + rest,
    values,
    details: [...details, ...bad.slice(named).map((finding) => `${finding.state}: ${finding.text}`)],
  };
}
