import { setMaxListeners } from "node:events";
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
export async function bounded<T>(
  bounds: Bounds,
  sentence: () => string,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const cancel = (): void => controller.abort(new ConnectionError("CANCELLED", "cancelled"));
  if (bounds.signal.aborted) cancel();
  // One signal stops hundreds of probes; that is no leak.
  setMaxListeners(0, bounds.signal);
  bounds.signal.addEventListener("abort", cancel, { once: true });
  const timer = setTimeout(
    () => controller.abort(new ConnectionError("TIMEOUT", sentence())),
    Math.max(1, Math.min(bounds.timeoutMs, 2 ** 31 - 1)),
  );
  try {
    controller.signal.throwIfAborted();
    return await Promise.race([task(controller.signal), rejectOnAbort(controller.signal)]);
  } finally {
    clearTimeout(timer);
    bounds.signal.removeEventListener("abort", cancel);
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}
