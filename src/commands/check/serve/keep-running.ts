import type { Board } from "./board.js";

interface Beat {
  readonly intervalMs: number;
  readonly clock: () => number;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  /** Tells the person about a run that failed. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Runs one after the other until told to stop, one beginning with each interval; a run that takes longer lets beats go by,
 * so that the targets are never asked without a pause. `runOnce` gives the results as text.
 */
export async function keepRunning(board: Board, runOnce: () => Promise<string>, beat: Beat): Promise<void> {
  const { intervalMs, clock, signal } = beat;
  while (!signal.aborted) {
    const began = clock();
    board.begin();
    try {
      const text = await runOnce();
      // What was cut short says nothing about the targets.
      if (signal.aborted) return;
      board.succeed(text);
    } catch (error) {
      board.fail();
      beat.onFailure(error);
    }
    const elapsed = clock() - began;
    await beat.pause((Math.floor(elapsed / intervalMs) + 1) * intervalMs - elapsed, signal);
  }
}
