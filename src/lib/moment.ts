import { parseDuration } from "./duration.js";

/** Reads `7d` as so long before now, or an ISO 8601 date or time (UTC where it names no zone); undefined where it is neither. */
export function parseMoment(text: string, now: Date): Date | undefined {
  const ago = parseDuration(text);
  if (ago !== undefined) return validDate(now.getTime() - ago);
  const match =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(
      text.trim(),
    );
  if (!match) return undefined;
  const [, date = "", time = "00:00", zone = "Z"] = match;
  const day = validDate(Date.parse(`${date}T00:00:00Z`));
  // 2026-02-30 would become a day in March.
  if (!day?.toISOString().startsWith(date)) return undefined;
  return validDate(Date.parse(`${date}T${time}${zone}`));
}

function validDate(ms: number): Date | undefined {
  return Number.isFinite(ms) && Math.abs(ms) < 8e15 ? new Date(ms) : undefined;
}
