import { join } from "node:path";

/** The checkout; the benchmark runs from .cache/bench/bench. */
export const root = join(import.meta.dirname, "../../../..");
