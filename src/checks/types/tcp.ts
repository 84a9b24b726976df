import { z } from "zod";
import { oneOf, port, section, text } from "../../inventory/schema/basics.js";
import type { TcpObservation, TcpStep } from "../../ports/tcp.js";
import type { CheckError, ProbeCheckType, State, Verdict } from "../contract.js";
import { excerpt } from "../probe-support/excerpt.js";
import { unreachableIsCritical } from "../probe-support/failure.js";
import { family, host } from "../probe-support/options.js";
import { addressOf, boundsOf } from "../probe-support/target.js";
import {
  formatReading,
  judge,
  measured,
  refuseWarnBehindCrit,
  thresholdSchema,
} from "../thresholds/index.js";
import { pattern } from "../type-support/options.js";

const time = thresholdSchema({ unit: "ms", direction: "high" });
const mostBytes = 65_536;
const stepRule = "send: TEXT or expect: PATTERN";

const step = z.union([section({ send: text }, stepRule), section({ expect: pattern }, stepRule)], {
  error: stepRule,
});

const options = section(
  {
    port: port.describe("The port to connect to"),
    host: host.optional(),
    family: family.optional(),
    send: text.describe("Sent first; \\r\\n ends a line").optional(),
    expect: pattern.describe("A regular expression that the answer must match").optional(),
    dialogue: z
      .array(step, { error: `a list of steps, each ${stepRule}` })
      .max(20, { error: "at most 20 steps" })
      .describe("Several steps in their order, instead of send and expect")
      .optional(),
    tls: z
      .union([z.boolean(), section({ server_name: text.optional() }, "server_name")], {
        error: "true, or server_name: NAME",
      })
      .describe("Encrypt first; the type tls judges certificates")
      .optional(),
    refused: oneOf(["ok", "warning", "critical"])
      .describe("The state of a refused connection; ok to check that nothing listens")
      .default("critical"),
    warn: time.describe("Time until connected, dialogue included").optional(),
    crit: time.describe("Time until connected, dialogue included").optional(),
  },
  "the options of tcp",
)
  .superRefine(refuseWarnBehindCrit)
  .superRefine(({ send, expect, dialogue }, context) => {
    if (!dialogue || (send === undefined && expect === undefined)) return;
    context.addIssue({ code: "custom", path: ["dialogue"], message: "either dialogue, or send and expect" });
  });

type Options = z.output<typeof options>;

/** A TCP connection, and what is said on it. */
export const tcp = {
  kind: "probe",
  name: "tcp",
  summary: "A TCP port: connect, send and expect",
  targets: ["host", "service"],
  example: '{ on: mail, type: tcp, port: 25, expect: "^220 ", warn: 500ms, crit: 2s }',
  options,
  observe(given, context) {
    const { tls } = given;
    const serverName = typeof tls === "object" ? tls.server_name : undefined;
    return context.ports.tcp.probe({
      address: addressOf(context.target, given.host),
      port: given.port,
      steps: stepsOf(given),
      maxBytes: mostBytes,
      ...(given.family !== undefined && { family: given.family }),
      ...(tls !== undefined && tls !== false && { tls: { ...(serverName !== undefined && { serverName }) } }),
      ...boundsOf(context),
    });
  },
  evaluate,
  failed,
} satisfies ProbeCheckType<Options, TcpObservation>;

function stepsOf({ send, expect, dialogue }: Options): readonly TcpStep[] {
  if (dialogue) return dialogue;
  return [...(send === undefined ? [] : [{ send }]), ...(expect === undefined ? [] : [{ expect }])];
}

function evaluate(given: Options, seen: TcpObservation): Verdict {
  const values = [measured("time", seen.totalMs / 1_000, "s", given)];
  const details = seen.received === "" ? [] : [`received: ${excerpt(seen.received, 200)}`];
  if (given.refused === "ok")
    return { state: "CRITICAL", summary: `port ${given.port} is open and should not be`, values, details };
  if (seen.unmet?.why === "too slow")
    return { state: "UNKNOWN", summary: "the pattern takes too long: simplify it", values, details };
  if (seen.unmet) return { state: "CRITICAL", summary: describeUnmet(given, seen), values, details };
  const { state, reason } = judge(seen.totalMs, given);
  const summary =
    state === "OK"
      ? `port ${given.port} in ${formatReading(seen.totalMs, "ms")}`
      : `port ${given.port} answered in ${reason}`;
  return { state, summary, values, details };
}

function describeUnmet(given: Options, { unmet, received }: TcpObservation): string {
  const step = stepsOf(given)[unmet?.step ?? 0];
  const wanted = step && "expect" in step ? String(step.expect) : "the answer";
  const got = received === "" ? "nothing" : `"${excerpt(received)}"`;
  const end = {
    closed: "and the connection was closed",
    timeout: "in time",
    "too large": "in 64 KiB",
    "too slow": "",
  };
  return `${wanted} did not come ${end[unmet?.why ?? "timeout"]}; got ${got}`;
}

const refusedStates: Readonly<Record<Options["refused"], State>> = {
  ok: "OK",
  warning: "WARNING",
  critical: "CRITICAL",
};

function failed(given: Options, error: CheckError): Verdict {
  if (error.kind !== "REFUSED") return unreachableIsCritical(error);
  const state = refusedStates[given.refused];
  if (state !== "OK") return { ...unreachableIsCritical(error), state };
  return { state, summary: `port ${given.port} is closed, as it should be`, values: [] };
}
