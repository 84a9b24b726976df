import { statesWorstFirst, type CheckResult, type State } from "../../checks/index.js";

export interface CheckSummary {
  readonly hosts: number;
  readonly services: number;
  readonly checks: number;
  readonly states: Readonly<Record<State, number>>;
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
  return { hosts: hosts.size, services: services.size, checks: results.length, states };
}

/** `12 hosts, 48 checks: 2 CRITICAL, 1 WARNING, 45 OK`. */
export function summaryLine(summary: CheckSummary): string {
  const targets = [counted(summary.hosts, "host"), counted(summary.services, "service")].filter(
    (text) => text !== "",
  );
  const states = statesWorstFirst
    .filter((state) => summary.states[state] > 0)
    .map((state) => `${summary.states[state]} ${state}`);
  return `${[...targets, counted(summary.checks, "check")].join(", ")}: ${states.join(", ")}`;
}

function counted(count: number, word: string): string {
  return count === 0 ? "" : `${count} ${word}${count === 1 ? "" : "s"}`;
}
