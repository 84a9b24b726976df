const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  let format = formats.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: timezone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(timezone, format);
  }
  return format;
}

/** What clocks in a time zone show, written as the ms since 1970 at which clocks in UTC show the same. */
export function wallTime(at: number, timezone: string): number {
  const parts = new Map(
    formatOf(timezone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

/**
 * When clocks in a time zone show a wall time (as `wallTime` writes it). One that comes twice, when clocks go back, is meant
 * `first` or last; one that never comes, when they go forward, is as much later as they skip.
 */
export function instantOf(wall: number, timezone: string, which: "first" | "last"): number {
  const dayMs = 86_400_000;
  const offsets = [wall - dayMs, wall + dayMs].map((near) => wallTime(near, timezone) - near);
  const instants = offsets.map((offset) => wall - offset);
  const right = instants.filter((instant) => wallTime(instant, timezone) === wall);
  if (right.length === 0) return Math.max(...instants);
  return which === "first" ? Math.min(...right) : Math.max(...right);
}
