import { ConnectionError } from "../../lib/connection-error.js";
import { formatDuration } from "../../lib/duration.js";

/**
 * Runs `work` with a signal that also fires when the time is up, and rejects then even if `work` never settles.
 * Rejects with ConnectionError TIMEOUT or CANCELLED, or with what `work` rejects with.
 */
export async function within<T>(
  timeoutMs: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let stop: ((error: ConnectionError) => void) | undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = (error) => {
      reject(error);
      controller.abort(error);
    };
  });
  const onOuter = (): void => stop?.(cancelled(outer.reason));
  const timer = setTimeout(() => stop?.(timedOut(timeoutMs)), timeoutMs);
  outer.addEventListener("abort", onOuter, { once: true });
  try {
    if (outer.aborted) throw cancelled(outer.reason);
    return await Promise.race([work(controller.signal), stopped]);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener("abort", onOuter);
    // What is still running belongs to nobody now; a late rejection of `stopped` can't happen either.
    stop = undefined;
  }
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
