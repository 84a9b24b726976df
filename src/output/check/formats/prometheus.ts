import { statesWorstFirst, type CheckResult, type Value } from "../../../checks/index.js";
import { family, type Sample } from "../../prometheus-text.js";
import type { CheckFormat } from "../report.js";

const stateNumber = { OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3, UNREACHABLE: 4 } as const;

/** The Prometheus text format 0.0.4, for the textfile collector (no timestamps) and for scraping. */
export const prometheus: CheckFormat = {
  name: "prometheus",
  summary: "Prometheus text format, for the textfile collector",
  render({ results, startedAt, durationMs }) {
    const states = statesWorstFirst.map((state) => ({
      labels: { state },
      value: results.filter((result) => result.state === state).length,
    }));
    return [
      family(
        "itom_check_state",
        "State: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN, 4 UNREACHABLE.",
        results.map(stateSample),
      ),
      family("itom_check_duration_seconds", "How long the check took.", results.map(durationSample)),
      family(
        "itom_check_attempts",
        "Tries in the run; OK after more than one is flaky.",
        results.map(attemptsSample),
      ),
      family(
        "itom_check_value",
        "A value that the check measured, in its unit.",
        results.flatMap(valueSamples),
      ),
      family("itom_checks", "Checks of the run by state.", states),
      family("itom_run_start_timestamp_seconds", "When the run began.", [
        { labels: {}, value: startedAt.getTime() / 1_000 },
      ]),
      family("itom_run_duration_seconds", "How long the run took.", [
        { labels: {}, value: durationMs / 1_000 },
      ]),
    ].join("");
  },
};

function stateSample(result: CheckResult): Sample {
  return { labels: labelsOf(result), value: stateNumber[result.state] };
}

function durationSample(result: CheckResult): Sample {
  return { labels: labelsOf(result), value: result.durationMs / 1_000 };
}

function attemptsSample(result: CheckResult): Sample {
  return { labels: labelsOf(result), value: result.attempts };
}

/** Two values of one check with one label would be a duplicate series, which Prometheus refuses whole. */
function valueSamples(result: CheckResult): Sample[] {
  const seen = new Map<string, Value>();
  for (const value of result.values)
    if (value.value !== null && Number.isFinite(value.value)) seen.set(value.label, value);
  return [...seen.values()].map((value) => ({
    labels: { ...labelsOf(result), label: value.label, unit: value.unit },
    value: value.value ?? 0,
  }));
}

function labelsOf(result: CheckResult): Record<string, string> {
  const target = result.host === undefined ? { service: result.service ?? "" } : { host: result.host };
  return { ...target, check: result.check, type: result.type };
}
