import { begin } from "../../lib/begin.js";
import { ConnectionError } from "../../lib/connection-error.js";
import { formatDuration } from "../../lib/duration.js";
import { onAbort } from "../../lib/on-abort.js";

/**
 * Runs `work` with a signal that also fires when the time is up, and rejects then even if `work` never settles.
 * Rejects with ConnectionError TIMEOUT or CANCELLED, or with what `work` rejects with.
 */
export function within<T>(
  timeoutMs: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (outer.aborted) return Promise.reject(cancelled(outer.reason));
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const release = (): void => {
      clearTimeout(timer);
      forget();
    };
    const stop = (error: ConnectionError): void => {
      release();
      reject(error);
      controller.abort(error);
    };
    const timer = setTimeout(() => stop(timedOut(timeoutMs)), timeoutMs);
    const forget = onAbort(outer, () => stop(cancelled(outer.reason)));
    begin(work, controller.signal).then(
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

function timedOut(timeoutMs: number): ConnectionError {
  return new ConnectionError(
    "TIMEOUT",
    `no result within ${formatDuration(timeoutMs)}`,
    "raise the check's `timeout`",
  );
}

function cancelled(reason: unknown): ConnectionError {
  return new ConnectionError(
    "CANCELLED",
    `not checked: ${typeof reason === "string" ? reason : "the run was stopped"}`,
  );
}
