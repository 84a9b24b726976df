const tails = new Map<string, Promise<void>>();

/**
 * Runs tasks with the same key one after the other, in the order of the calls. `late` makes the error where the turn did not
 * come within `waitMs`: a task that waits for its own key (the lock is not reentrant) fails so, rather than for ever.
 */
export async function inTurn<T>(
  key: string,
  waitMs: number,
  late: () => Error,
  task: () => Promise<T>,
): Promise<T> {
  const before = tails.get(key) ?? Promise.resolve();
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const tail = before.then(() => finished);
  tails.set(key, tail);
  try {
    await within(before, waitMs, late);
    return await task();
  } finally {
    finish();
    if (tails.get(key) === tail) tails.delete(key);
  }
}

async function within(turn: Promise<void>, waitMs: number, late: () => Error): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), waitMs);
  });
  try {
    await Promise.race([turn, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
