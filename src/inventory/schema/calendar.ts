import { z } from "zod";
import { matching, oneOf, oneOrMore, section, text } from "./basics.js";

export const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

const clock = matching(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as "02:00"').transform(
  (written) => Number(written.slice(0, 2)) * 60 + Number(written.slice(3)),
);

export const timezone = z
  .string({ error: "an IANA time zone such as Europe/Berlin" })
  .refine(isTimezone, { error: "an IANA time zone such as Europe/Berlin" });

function isTimezone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export const window = section(
  {
    days: oneOrMore(oneOf(weekdays), `days of ${weekdays.join(", ")}`)
      .describe("Every day where absent")
      .optional(),
    from: clock,
    to: clock.describe("Before `from` means on the next day"),
    timezone: timezone.optional(),
  },
  "a map with days, from and to",
);

const date = matching(/^\d{4}-\d{2}-\d{2}$/, "a date such as 2026-12-20").refine(isDate, {
  error: "a date that exists, such as 2026-12-20",
});

/** The calendar has the day: `2026-02-30` is no date. */
function isDate(written: string): boolean {
  const time = Date.parse(`${written}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(written);
}

export const freeze = section(
  {
    from: date.describe("The first day"),
    to: date.describe("The last day"),
    on: text.describe("A pattern of hosts"),
    reason: text.optional(),
  },
  "a map with from, to and on",
);

export type WrittenWindow = z.output<typeof window>;
export type WrittenFreeze = z.output<typeof freeze>;
