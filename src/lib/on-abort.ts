type Callback = () => void;

const callbacksOf = new WeakMap<AbortSignal, Set<Callback>>();

/**
 * Calls back when a signal is aborted; the answer takes the callback away again. A signal looks at all its listeners for each one that is
 * added or removed, so that hundreds at once share one here.
 */
export function onAbort(signal: AbortSignal, callback: Callback): () => void {
  let callbacks = callbacksOf.get(signal);
  if (!callbacks) {
    const fresh = new Set<Callback>();
    callbacksOf.set(signal, (callbacks = fresh));
    signal.addEventListener(
      "abort",
      () => {
        for (const each of fresh) each();
        fresh.clear();
      },
      { once: true },
    );
  }
  const shared = callbacks;
  shared.add(callback);
  return () => void shared.delete(callback);
}
