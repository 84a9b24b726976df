import { family } from "../prometheus-text.js";

/** What a server of results says of itself beside the results. */
export interface ServeState {
  /** The last run ended as it should, and not too long ago. */
  readonly ok: boolean;
  readonly running: boolean;
  readonly runs: number;
  readonly failures: number;
  /** Since the run began whose results are shown; undefined where none are shown. */
  readonly ageSeconds: number | undefined;
  readonly intervalSeconds: number;
}

/** The server's own metrics, in the Prometheus text format. */
export function renderServeMetrics(state: ServeState): string {
  const one = (name: string, help: string, value: number, type?: "counter"): string =>
    family(name, help, [{ labels: {}, value }], type);
  return [
    one(
      "itom_run_ok",
      "1 where the last run ended as it should and is recent; 0: no result is shown.",
      +state.ok,
    ),
    one("itom_run_running", "1 while a run is under way.", +state.running),
    one("itom_runs_total", "Runs that have ended.", state.runs, "counter"),
    one("itom_run_failures_total", "Runs that failed as a whole.", state.failures, "counter"),
    one("itom_run_interval_seconds", "Time from the start of a run to the next.", state.intervalSeconds),
    state.ageSeconds === undefined
      ? ""
      : one(
          "itom_results_age_seconds",
          "Time since the run began whose results these are.",
          state.ageSeconds,
        ),
  ].join("");
}
