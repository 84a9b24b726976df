/** How many bad checks a gate lets pass. */
export type Budget = { readonly count: number } | { readonly percent: number };

/** What must hold for the gate to open. */
export interface GateRules {
  /** The mildest state that counts against the gate. */
  readonly failOn: "critical" | "warning";
  readonly budget: Budget;
  /** Good rounds in a row that are needed. */
  readonly consecutive: number;
  /** How long it must stay good, in milliseconds; 0 asks for one good round. */
  readonly forMs: number;
  /** A bad round is tried again until so many milliseconds have passed; 0 gives no second try. */
  readonly withinMs: number;
  /** Pause between rounds, in milliseconds. */
  readonly intervalMs: number;
  /** A response time so many times the baseline's counts as worse; undefined looks at states only. */
  readonly latencyFactor?: number;
}

/** The number of bad checks that is still within the budget. */
export function allowedBad(budget: Budget, checks: number): number {
  return "count" in budget ? budget.count : Math.floor((budget.percent / 100) * checks);
}
