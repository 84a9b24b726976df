import type { z } from "zod";
import { section } from "../../inventory/schema/basics.js";
import { ConnectionError } from "../../lib/connection-error.js";
import type { ProbeCheckType, ProbeContext, Verdict } from "../contract.js";
import { excerpt } from "../probe-support/excerpt.js";
import { unreachableIsCritical } from "../probe-support/failure.js";
import { boundsOf, hostOf } from "../probe-support/target.js";
import {
  formatReading,
  judge,
  measured,
  refuseWarnBehindCrit,
  thresholdSchema,
} from "../thresholds/index.js";

const time = thresholdSchema({ unit: "ms", direction: "high" });

const options = section(
  {
    warn: time.describe("Time until logged in").optional(),
    crit: time.describe("Time until logged in").optional(),
  },
  "the options of ssh",
).superRefine(refuseWarnBehindCrit);

type Options = z.output<typeof options>;

interface Observation {
  readonly description: string;
  readonly connectMs: number;
  readonly exitCode: number | null;
  readonly stdout: string;
}

/** The shell has to calculate, so that neither a banner nor an echo is taken for its answer. */
const command = "echo itom-$((40+2))";
const wanted = "itom-42";

/** Whether one can log in and run a command. */
export const ssh = {
  kind: "probe",
  name: "ssh",
  summary: "Log in over SSH and run a command",
  targets: ["host"],
  example: "{ on: all, type: ssh, warn: 2s, crit: 10s }",
  options,
  observe: (_given, context) => logIn(context),
  evaluate,
  failed: (_given, error) => unreachableIsCritical(error),
} satisfies ProbeCheckType<Options, Observation>;

async function logIn(context: ProbeContext): Promise<Observation> {
  const host = hostOf(context.target);
  if (host.connection !== "ssh")
    throw new ConnectionError(
      "UNAVAILABLE",
      `${host.name} has the connection ${host.connection}, not ssh`,
      "put the check on hosts with ssh, or set connection: ssh",
    );
  const { timeoutMs, signal } = boundsOf(context);
  const start = performance.now();
  const session = await context.ports.shell.connect(host, { timeoutMs, signal });
  try {
    const left = Math.max(1, timeoutMs - (performance.now() - start));
    const { exitCode, stdout } = await session.run({
      command,
      timeoutMs: left,
      maxOutputBytes: 4_096,
      signal,
    });
    const { description, connectMs } = session;
    return { description, connectMs, exitCode, stdout: stdout.toString("utf8") };
  } finally {
    await session.close();
  }
}

function evaluate(given: Options, seen: Observation): Verdict {
  const { description, connectMs, exitCode, stdout } = seen;
  const values = [measured("connect", connectMs / 1_000, "s", given)];
  const details = [description];
  if (exitCode !== 0 || !stdout.includes(wanted)) {
    const got = stdout.trim() === "" ? "nothing" : `"${excerpt(stdout)}"`;
    const summary = `logged in, but the shell does not run commands: exit status ${exitCode ?? "none"}, ${got}`;
    return { state: "CRITICAL", summary, values, details };
  }
  const { state, reason } = judge(connectMs, given);
  const summary =
    state === "OK" ? `logged in within ${formatReading(connectMs, "ms")}` : `login took ${reason}`;
  return { state, summary, values, details };
}
