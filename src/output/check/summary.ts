import { statesWorstFirst, type CheckResult, type State } from "../../checks/index.js";

export interface CheckSummary {
  readonly hosts: number;
  readonly services: number;
  readonly checks: number;
  readonly states: Readonly<Record<State, number>>;
  /** Passed only after a failure; OK, and counted there too. */
  readonly flaky: number;
}

/** Counts results by state and by target. */
export function summarise(results: readonly CheckResult[]): CheckSummary {
  const states: Record<State, number> = { CRITICAL: 0, UNREACHABLE: 0, UNKNOWN: 0, WARNING: 0, OK: 0 };
  const hosts = new Set<string>();
  const services = new Set<string>();
  for (const result of results) {
    states[result.state] += 1;
    if (result.host !== undefined) hosts.add(result.host);
    if (result.service !== undefined) services.add(result.service);
  }
  return {
    hosts: hosts.size,
    services: services.size,
    checks: results.length,
    states,
    flaky: results.filter(({ flaky }) => flaky).length,
  };
}

/** `12 hosts, 48 checks: 2 CRITICAL, 1 WARNING, 45 OK`. */
export function summaryLine(summary: CheckSummary): string {
  if (summary.checks === 0) return "no checks";
  const targets = [counted(summary.hosts, "host"), counted(summary.services, "service")].filter(
    (text) => text !== "",
  );
  const states = statesWorstFirst
    .filter((state) => summary.states[state] > 0)
    .map((state) => `${summary.states[state]} ${state}`);
  if (summary.flaky > 0) states.push(`${summary.flaky} of these flaky`);
  return `${[...targets, counted(summary.checks, "check")].join(", ")}: ${states.join(", ")}`;
}

function counted(count: number, word: string): string {
  return count === 0 ? "" : `${count} ${word}${count === 1 ? "" : "s"}`;
}
