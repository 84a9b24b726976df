import { setMaxListeners } from "node:events";
import process from "node:process";
import { exitStatus } from "./exit-status.js";

/** What `signal.reason` is: who told us to stop. */
export type StopReason = "interrupted" | "time is up";

/** The first Ctrl-C (or SIGTERM, SIGHUP) asks the run to stop and print what arrived; the second leaves at once. */
export class Interrupt {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #onSignal = (): void => this.#stop();
  byUser = false;

  constructor(timeoutMs: number | undefined) {
    // Everything in flight listens to this signal.
    setMaxListeners(0, this.#controller.signal);
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, this.#onSignal);
    if (timeoutMs === undefined) return;
    this.#timer = setTimeout(() => this.#controller.abort("time is up" satisfies StopReason), timeoutMs);
    this.#timer.unref();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  #stop(): void {
    // oxlint-disable-next-line unicorn/no-process-exit -- the second Ctrl-C means "now": nothing may hold it up
    if (this.byUser) process.exit(exitStatus.interrupted);
    this.byUser = true;
    this.#controller.abort("interrupted" satisfies StopReason);
  }

  release(): void {
    clearTimeout(this.#timer);
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(name, this.#onSignal);
  }
}
