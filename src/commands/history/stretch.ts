import { ItomError } from "../../lib/errors.js";
import { parseMoment } from "../../lib/moment.js";

/** From `--since` to `--until`. */
export function readStretch(
  { since = "7d", until }: { readonly since?: string; readonly until?: string },
  now: Date,
): { readonly from: Date; readonly to: Date } {
  const from = moment("--since", since, now);
  const to = until === undefined ? now : moment("--until", until, now);
  if (from < to) return { from, to };
  throw new ItomError("USAGE", `--since (${from.toISOString()}) is not before --until (${to.toISOString()})`);
}

function moment(flag: string, text: string, now: Date): Date {
  const parsed = parseMoment(text, now);
  if (parsed) return parsed;
  throw new ItomError("USAGE", `${flag} ${text} is no time`, {
    hint: "write 7d or 12h for so long ago, or 2026-11-01 or 2026-11-01T08:00Z",
  });
}
