import { renderServeMetrics, type ServeState } from "../../../output/check/serve-metrics.js";

/** Results that are older than so many intervals (or runs, where those take longer) are not shown any more. */
const staleAfter = 3;

interface Shown {
  readonly text: string;
  readonly beganMs: number;
  readonly endedMs: number;
}

/** Keeps the last run's results for whoever asks. What a failed or hanging run leaves behind is never shown as if it were new. */
export class Board {
  readonly #intervalMs: number;
  readonly #clock: () => number;
  #shown: Shown | undefined;
  #beganMs: number | undefined;
  #runs = 0;
  #failures = 0;

  /** `clock` gives milliseconds and never goes back. */
  constructor(intervalMs: number, clock: () => number) {
    this.#intervalMs = intervalMs;
    this.#clock = clock;
  }

  begin(): void {
    this.#beganMs = this.#clock();
  }

  /** Takes the results of the run that is under way, as text. */
  succeed(text: string): void {
    const endedMs = this.#clock();
    this.#shown = { text, beganMs: this.#beganMs ?? endedMs, endedMs };
    this.#end();
  }

  /** Takes the old results away: nobody knows whether they still hold. */
  fail(): void {
    this.#shown = undefined;
    this.#failures += 1;
    this.#end();
  }

  /** The whole answer to a scrape. */
  metrics(): string {
    return `${this.#current()?.text ?? ""}${renderServeMetrics(this.state())}`;
  }

  state(): ServeState {
    const shown = this.#current();
    return {
      ok: shown !== undefined,
      running: this.#beganMs !== undefined,
      runs: this.#runs,
      failures: this.#failures,
      ageSeconds: shown && (this.#clock() - shown.beganMs) / 1_000,
      intervalSeconds: this.#intervalMs / 1_000,
    };
  }

  #current(): Shown | undefined {
    if (!this.#shown) return undefined;
    const { beganMs, endedMs } = this.#shown;
    const limitMs = staleAfter * Math.max(this.#intervalMs, endedMs - beganMs);
    return this.#clock() - endedMs > limitMs ? undefined : this.#shown;
  }

  #end(): void {
    this.#runs += 1;
    this.#beganMs = undefined;
  }
}
