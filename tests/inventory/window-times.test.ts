import { describe, expect, test } from "vitest";
import { windowTimes } from "../../src/inventory/window-times.js";

const everyDay = [0, 1, 2, 3, 4, 5, 6];

function times(over: object, from: string, to: string): string[] {
  const window = { name: "w", days: everyDay, fromMinute: 120, toMinute: 300, timezone: "UTC", ...over };
  return windowTimes(window, Date.parse(from), Date.parse(to)).map(({ from, to }) =>
    [from, to].map((at) => new Date(at).toISOString().slice(0, 16)).join(" "),
  );
}

const berlin = { timezone: "Europe/Berlin" };
const hours = (from: number, to: number) => ({ fromMinute: from * 60, toMinute: to * 60 });

describe("a window is open", () => {
  test.each([
    [
      "each day",
      {},
      "2026-11-27T00:00Z",
      "2026-11-29T00:00Z",
      ["2026-11-27T02:00 2026-11-27T05:00", "2026-11-28T02:00 2026-11-28T05:00"],
    ],
    [
      "only on its days",
      { days: [6] },
      "2026-11-27T00:00Z",
      "2026-11-30T00:00Z",
      ["2026-11-28T02:00 2026-11-28T05:00"],
    ],
    [
      "over midnight, from the day on which it begins",
      { days: [5], ...hours(22, 2) },
      "2026-11-27T00:00Z",
      "2026-11-30T00:00Z",
      ["2026-11-27T22:00 2026-11-28T02:00"],
    ],
    [
      "already, where the stretch begins within it",
      { days: [5], ...hours(22, 2) },
      "2026-11-28T01:00Z",
      "2026-11-30T00:00Z",
      ["2026-11-28T01:00 2026-11-28T02:00"],
    ],
    [
      "until the stretch ends",
      {},
      "2026-11-27T00:00Z",
      "2026-11-27T03:00Z",
      ["2026-11-27T02:00 2026-11-27T03:00"],
    ],
    ["never outside of the stretch", {}, "2026-11-27T06:00Z", "2026-11-28T02:00Z", []],
    [
      "by its own clock in winter",
      berlin,
      "2026-01-10T00:00Z",
      "2026-01-11T00:00Z",
      ["2026-01-10T01:00 2026-01-10T04:00"],
    ],
    [
      "by its own clock in summer",
      berlin,
      "2026-07-10T00:00Z",
      "2026-07-11T00:00Z",
      ["2026-07-10T00:00 2026-07-10T03:00"],
    ],
    [
      "an hour less when clocks go forward within it",
      { ...berlin, ...hours(1, 5) },
      "2026-03-28T20:00Z",
      "2026-03-29T20:00Z",
      ["2026-03-29T00:00 2026-03-29T03:00"],
    ],
    [
      "an hour more when clocks go back within it",
      { ...berlin, ...hours(1, 5) },
      "2026-10-24T20:00Z",
      "2026-10-25T20:00Z",
      ["2026-10-24T23:00 2026-10-25T04:00"],
    ],
    [
      "from the skipped hour, as much later",
      { ...berlin, fromMinute: 150, toMinute: 300 },
      "2026-03-28T20:00Z",
      "2026-03-29T20:00Z",
      ["2026-03-29T01:30 2026-03-29T03:00"],
    ],
    [
      "both times an hour comes twice",
      { ...berlin, fromMinute: 120, toMinute: 179 },
      "2026-10-24T20:00Z",
      "2026-10-25T20:00Z",
      ["2026-10-25T00:00 2026-10-25T01:59"],
    ],
    [
      "on a day of its own zone, not of ours",
      { days: [6], timezone: "Pacific/Auckland", ...hours(1, 2) },
      "2026-11-27T00:00Z",
      "2026-11-29T12:00Z",
      ["2026-11-27T12:00 2026-11-27T13:00"],
    ],
    [
      "over midnight and the change of clocks",
      { ...berlin, days: [6], ...hours(23, 4) },
      "2026-10-24T00:00Z",
      "2026-10-26T00:00Z",
      ["2026-10-24T21:00 2026-10-25T03:00"],
    ],
  ])("%s", (_what, over, from, to, expected) => {
    expect(times(over, from, to)).toEqual(expected);
  });
});
