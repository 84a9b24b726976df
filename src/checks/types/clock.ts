import type { z } from "zod";
import { flag, section } from "../../inventory/schema/basics.js";
import type { ProbeCheckType, Verdict } from "../contract.js";
import { unknown } from "../states.js";
import {
  formatReading,
  judge,
  measured,
  parseThreshold,
  refuseWarnBehindCrit,
  thresholdSchema,
} from "../thresholds/index.js";
import { conclude, type Finding } from "../type-support/findings.js";
import { observeClock, type ClockSeen } from "./clock/observe.js";
import { readSync } from "./clock/sync-state.js";

const time = { unit: "ms", direction: "high" } as const;

const options = section(
  {
    warn: thresholdSchema(time).describe("The host's clock against ours, either way").optional(),
    crit: thresholdSchema(time).describe("The host's clock against ours, either way").optional(),
    synchronised: flag.describe("Its time daemon must say that it is synchronised").default(false),
  },
  "the options of clock",
).superRefine(refuseWarnBehindCrit);

type Options = z.output<typeof options>;

const usual = { warn: parseThreshold("1s", time), crit: parseThreshold("10s", time) };

/** The host's clock against ours, as far as the way there lets us tell. */
export const clock = {
  kind: "probe",
  name: "clock",
  summary: "The host's clock against ours, and whether it is synchronised",
  targets: ["host"],
  example: "{ on: all, type: clock, warn: 1s, crit: 10s }",
  options,
  observe: (_given, context) => observeClock(context),
  evaluate,
} satisfies ProbeCheckType<Options, ClockSeen>;

function evaluate(given: Options, seen: ClockSeen): Verdict {
  const thresholds = given.warn || given.crit ? given : usual;
  const range = rangeOf(seen);
  if (!range) {
    const message = "the host's date does not tell its time";
    return unknown(message, { kind: "OUTPUT", message });
  }
  const { least, most, certain, possible } = range;
  const { state, reason } = judge(certain, thresholds);
  // What may be critical for all that is known is not well.
  const open = state === "OK" && judge(possible, thresholds).state === "CRITICAL";
  const between = `between ${formatReading(least, "ms")} and ${formatReading(most, "ms")}`;
  const offset: Finding = open
    ? { state: "UNKNOWN", text: `the answer took too long to tell: the clock is off ${between}` }
    : { state, text: `the clock is off by at least ${reason}` };
  const sync = readSync(seen.sync);
  const fine =
    certain === 0
      ? `the clock is right within ${formatReading(possible, "ms")}`
      : `the clock is off ${between}`;
  return conclude([offset, ...judgeSync(given, sync.synchronised)], fine, {
    values: [
      measured("offset", (least + most) / 2_000, "s", thresholds),
      measured("uncertainty", (most - least) / 2_000, "s"),
    ],
    details: [`off ${between}`, syncText(sync)],
  });
}

function syncText({ synchronised, by }: ReturnType<typeof readSync>): string {
  if (by === "none") return "nothing on the host tells whether it is synchronised";
  if (synchronised === undefined) return `${by} does not tell whether it is synchronised`;
  return `${synchronised ? "" : "not "}synchronised, says ${by}`;
}

function judgeSync({ synchronised: wanted }: Options, is: boolean | undefined): Finding[] {
  if (!wanted) return [];
  if (is === undefined)
    return [{ state: "UNKNOWN", text: "nothing tells whether the clock is synchronised" }];
  return is ? [] : [{ state: "CRITICAL", text: "the clock is not synchronised" }];
}

/** Bounds of the host's clock less ours in milliseconds, and how far it is off at least and at most. */
function rangeOf({ printed, exitCode, askedAt, answeredAt }: ClockSeen) {
  const [, seconds, fraction] = /^(\d{1,12})(?:\.(\d{1,9})?|\.?%N)?\s*$/.exec(printed) ?? [];
  if (seconds === undefined || exitCode !== 0 || answeredAt < askedAt) return undefined;
  const at = Number(`${seconds}.${fraction ?? "0"}`) * 1_000;
  // A clock that tells whole seconds can be anywhere in the second; ours tells whole milliseconds.
  const width = fraction === undefined ? 1_000 : 0;
  const least = at - (answeredAt + 1);
  const most = at + width - askedAt;
  const certain = least > 0 ? least : most < 0 ? -most : 0;
  return { least, most, certain, possible: Math.max(Math.abs(least), Math.abs(most)) };
}
