import { setMaxListeners } from "node:events";
import { begin } from "../../lib/begin.js";
import { ConnectionError } from "../../lib/connection-error.js";

export interface Bounds {
  /** Milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Runs a task within a time. The task's signal is aborted, and the promise rejected with TIMEOUT or CANCELLED, even if the task ignores it;
 * `sentence` is asked when the time is up, so that it can name how far the task had come.
 */
export function bounded<T>(
  { timeoutMs, signal: outer }: Bounds,
  sentence: () => string,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (outer.aborted) return Promise.reject(cancelled());
  // One signal stops hundreds of probes; that is no leak.
  setMaxListeners(0, outer);
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const release = (): void => {
      clearTimeout(timer);
      outer.removeEventListener("abort", cancel);
    };
    const stop = (error: ConnectionError): void => {
      release();
      reject(error);
      controller.abort(error);
    };
    const cancel = (): void => stop(cancelled());
    const timer = setTimeout(
      () => stop(new ConnectionError("TIMEOUT", sentence())),
      Math.max(1, Math.min(timeoutMs, 2 ** 31 - 1)),
    );
    outer.addEventListener("abort", cancel, { once: true });
    begin(task, controller.signal).then(
      (value) => {
        release();
        resolve(value);
      },
      (error: unknown) => {
        release();
        reject(error as Error);
      },
    );
  });
}

const cancelled = (): ConnectionError => new ConnectionError("CANCELLED", "cancelled");
