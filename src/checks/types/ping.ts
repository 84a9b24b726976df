import { z } from "zod";
import { waitingTime, section, wholeNumber } from "../../inventory/schema/basics.js";
import type { PingOutcome } from "../../ports/icmp.js";
import type { ProbeCheckType, Verdict } from "../contract.js";
import { family, host } from "../probe-support/options.js";
import { addressOf } from "../probe-support/target.js";
import { unknown } from "../states.js";
import {
  formatReading,
  judge,
  measured,
  parseThreshold,
  refuseWarnBehindCrit,
  thresholdSchema,
  type Threshold,
  type Thresholds,
} from "../thresholds/index.js";
import { conclude, type Finding } from "../type-support/findings.js";

interface PingThreshold {
  readonly time?: Threshold;
  readonly loss?: Threshold;
}

const rule = "a round trip, a loss, or both, such as 100ms, 20% or 100ms,20%";

const pingThreshold = z.string({ error: rule }).transform((written, context): PingThreshold => {
  const found: { time?: Threshold; loss?: Threshold } = {};
  for (const part of written.split(",")) {
    const time = part.includes("%") ? undefined : parseThreshold(part, { unit: "ms", direction: "high" });
    const loss = part.includes("%") ? parseThreshold(part, { unit: "%", direction: "high" }) : undefined;
    if ((time && !found.time) || (loss && !found.loss)) Object.assign(found, time ? { time } : { loss });
    else context.addIssue({ code: "custom", message: rule, input: written });
  }
  return found;
});

const time = thresholdSchema({ unit: "ms", direction: "high" });

const options = section(
  {
    warn: pingThreshold.describe("Round trip and loss, such as 100ms,20%").optional(),
    crit: pingThreshold.describe("Round trip and loss, such as 500ms,60%").optional(),
    jitter: section(
      { warn: time.optional(), crit: time.optional() },
      "warn and crit for the mean difference of neighbouring round trips",
    )
      .superRefine(refuseWarnBehindCrit)
      .optional(),
    packets: wholeNumber(1, 100).describe("Echo requests to send").default(5),
    size: wholeNumber(16, 65_000).describe("Data bytes in each").default(56),
    interval: waitingTime.describe("Between two requests").default(200),
    wait: waitingTime.describe("For each answer").default(1_000),
    family: family.optional(),
    host: host.optional(),
  },
  "the options of ping",
);

type Options = z.output<typeof options>;

/** Round-trip time and packet loss by ICMP. */
export const ping = {
  kind: "probe",
  name: "ping",
  summary: "Round-trip time and packet loss by ICMP",
  targets: ["host", "service"],
  example: '{ on: all, type: ping, warn: "100ms,20%", crit: "500ms,60%" }',
  options,
  isCollected: async ({ icmp }, signal) => (await icmp.collects?.(signal)) ?? false,
  observe: (given, { target, ports, signal }) =>
    ports.icmp.ping({
      address: addressOf(target, given.host),
      packets: given.packets,
      size: given.size,
      intervalMs: given.interval,
      timeoutMs: given.wait,
      ...(given.family !== undefined && { family: given.family }),
      signal,
    }),
  evaluate,
} satisfies ProbeCheckType<Options, PingOutcome>;

function evaluate(given: Options, outcome: PingOutcome): Verdict {
  const time: Thresholds = { warn: given.warn?.time, crit: given.crit?.time };
  const loss: Thresholds = { warn: given.warn?.loss, crit: given.crit?.loss };
  if (outcome.state === "unknown") {
    const { reason, hint } = outcome;
    const error = { kind: "UNAVAILABLE", message: reason, ...(hint !== undefined && { hint }) } as const;
    return unknown(`could not ping: ${reason}`, error);
  }
  if (outcome.state === "down") {
    const values = [measured("rtt", null, "s", time), measured("loss", 100, "%", loss)];
    const error = { kind: "TIMEOUT", message: outcome.reason } as const;
    return { state: "CRITICAL", summary: `down: ${outcome.reason}`, values, error };
  }
  const { sent, received, timesMs } = outcome;
  const average = timesMs.length > 0 ? timesMs.reduce((sum, each) => sum + each, 0) / timesMs.length : null;
  const lost = sent > 0 ? (100 * (sent - received)) / sent : null;
  const findings: Finding[] = [toFinding("round trip", average, time), toFinding("packet loss", lost, loss)];
  const jitter = jitterOf(timesMs);
  if (given.jitter) findings.push(toFinding("jitter", jitter, given.jitter));
  const values = [
    measured("rtt", seconds(average), "s", time),
    measured("loss", lost, "%", loss),
    measured("jitter", seconds(jitter), "s", given.jitter),
  ];
  const fine = `${formatReading(average ?? 0, "ms")}, ${formatReading(lost ?? 0, "%")} lost`;
  return conclude(findings, fine, { values });
}

function toFinding(what: string, value: number | null, thresholds: Thresholds): Finding {
  const { state, reason } = judge(value, thresholds);
  return { state, text: `${what} ${reason}` };
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1_000;
}

/** The mean difference of neighbouring round trips (as in RFC 3550 6.4.1, without its smoothing). */
function jitterOf(timesMs: readonly number[]): number | null {
  if (timesMs.length < 2) return null;
  const steps = timesMs.slice(1).map((time, index) => Math.abs(time - (timesMs[index] ?? time)));
  return steps.reduce((sum, step) => sum + step, 0) / steps.length;
}
