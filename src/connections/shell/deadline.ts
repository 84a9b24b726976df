import { setMaxListeners } from "node:events";
import { ConnectionError } from "../../lib/connection-error.js";

/** Listens for a cancellation until the returned function is called. One signal may serve hundreds of hosts, which is no leak. */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  setMaxListeners(0, signal);
  signal.addEventListener("abort", listener, { once: true });
  return () => signal.removeEventListener("abort", listener);
}

export interface Deadline {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Says what was waited for, at the moment when the time is up. */
  readonly timedOut: () => ConnectionError;
}

export function cancelled(): ConnectionError {
  return new ConnectionError("CANCELLED", "cancelled before it was done");
}

/**
 * Runs a task that ends when its time is up or our caller cancels, whether or not it listens.
 * The task's signal carries the ConnectionError as its reason; what it opened it must then close.
 */
export async function withinDeadline<T>(
  deadline: Deadline,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (deadline.signal.aborted) throw cancelled();
  const inner = new AbortController();
  const stopListening = onAbort(deadline.signal, () => inner.abort(cancelled()));
  const timer = setTimeout(() => inner.abort(deadline.timedOut()), deadline.timeoutMs);
  try {
    return await Promise.race([task(inner.signal), rejection(inner.signal)]);
  } finally {
    clearTimeout(timer);
    stopListening();
  }
}

/** Never resolves; rejects with the signal's reason. */
function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    onAbort(signal, () => reject(signal.reason));
  });
}
