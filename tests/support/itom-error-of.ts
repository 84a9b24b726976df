import { ItomError } from "../../src/lib/errors.js";

/** The ItomError that a call throws, or undefined where it throws none; any other error is thrown on. */
export function itomErrorOf(run: () => unknown): ItomError | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof ItomError) return error;
    throw error;
  }
  return undefined;
}
