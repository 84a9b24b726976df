import { ItomError } from "../../lib/errors.js";
import type { SourcePosition } from "../../lib/position.js";

/** Where a pattern was written: its position in the inventory; undefined for the command line. */
export type PatternOrigin = SourcePosition | undefined;

/** USAGE for a pattern of the command line, CONFIG for one of the inventory. */
export function patternError(pattern: string, why: string, origin: PatternOrigin, hint?: string): ItomError {
  const shown = pattern.length > 80 ? `${pattern.slice(0, 77)}…` : pattern;
  return new ItomError(origin ? "CONFIG" : "USAGE", `the pattern ${JSON.stringify(shown)}: ${why}`, {
    hint,
    position: origin,
  });
}
