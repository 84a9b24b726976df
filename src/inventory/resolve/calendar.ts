import type { Freeze, Settings, Window } from "../model.js";
import type { Problems } from "../problems.js";
import { weekdays, type WrittenFreeze, type WrittenWindow } from "../schema/calendar.js";
import type { Entries, Entry } from "../sections/read-sections.js";
import { nodeAt } from "../yaml/node.js";

export function resolveWindows(
  entries: Entries<WrittenWindow>,
  settings: Pick<Settings, "timezone">,
  problems: Problems,
): Map<string, Window> {
  const windows = new Map<string, Window>();
  for (const [name, { value, node, place }] of entries) {
    if (value === undefined) continue;
    if (value.from === value.to) {
      problems.add(nodeAt(node, ["to"])?.place ?? place, `the window ${name} ends when it begins`);
    }
    windows.set(name, {
      name,
      days: dayNumbers(value.days),
      fromMinute: value.from,
      toMinute: value.to,
      timezone: value.timezone ?? settings.timezone,
    });
  }
  return windows;
}

function dayNumbers(days: WrittenWindow["days"]): number[] {
  const named: readonly string[] = days === undefined ? weekdays : Array.isArray(days) ? days : [days];
  return [...weekdays.keys()].filter((day) => named.includes(weekdays[day] ?? ""));
}

export function resolveFreezes(entries: readonly Entry<WrittenFreeze>[], problems: Problems): Freeze[] {
  return entries.flatMap(({ value, node }) => {
    if (value === undefined) return [];
    const { from, to, on, reason } = value;
    if (to < from) {
      problems.add(
        nodeAt(node, ["to"])?.place ?? node.place,
        `the freeze ends on ${to}, before it begins on ${from}`,
      );
    }
    return [{ from, to, on, ...(reason !== undefined && { reason }) }];
  });
}
