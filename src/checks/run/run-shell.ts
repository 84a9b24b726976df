import type { Host } from "../../inventory/model.js";
import type { ShellSession } from "../../ports/shell.js";
import type {
  CheckError,
  CheckResult,
  PlannedCheck,
  SectionOutput,
  ShellCheckType,
  Verdict,
} from "../contract.js";
import { runShellChecks } from "../script/run-script.js";
import { cancelledError, checkError, toCheckError, unknownVerdict } from "./failure.js";
import type { RunSurroundings } from "./surroundings.js";
import { toResult } from "./to-result.js";

/** Makes all shell checks of one host over one session; never rejects, and every check gets a result. */
export async function runShell(
  host: Host,
  checks: readonly PlannedCheck[],
  run: RunSurroundings,
  signal: AbortSignal,
): Promise<CheckResult[]> {
  const startedAt = run.now();
  const started = performance.now();
  const outputs = await gather(host, checks, run, signal);
  const durationMs = performance.now() - started;
  return checks.map((check) => {
    const output =
      outputs.get(check) ?? checkError("LOST", "the host's answer ended before this check's part");
    return toResult(check, judge(check, explainStop(output, signal), run.now()), startedAt, durationMs);
  });
}

type Outputs = ReadonlyMap<PlannedCheck, SectionOutput | CheckError>;

async function gather(
  host: Host,
  checks: readonly PlannedCheck[],
  run: RunSurroundings,
  signal: AbortSignal,
): Promise<Outputs> {
  let session: ShellSession | undefined;
  try {
    session = await run.ports.shell.connect(host, { timeoutMs: host.ssh.connectTimeoutMs, signal });
    const outputs = await runShellChecks(session, checks, { signal, ...boundOf(host, session) });
    if (run.onEvidence) tellEvidence(session, outputs, run.onEvidence);
    return outputs;
  } catch (thrown) {
    const error = toCheckError(thrown);
    return new Map(checks.map((check) => [check, error]));
  } finally {
    await session?.close();
  }
}

/** What the host needs to end what hangs and to send what there is. */
const reserveMs = 3_000;

/** Ends the script before the host's own time is up, so that what was checked until then is kept. */
function boundOf({ timeoutMs }: Host, { connectMs }: ShellSession): { totalMs?: number } {
  return timeoutMs === undefined ? {} : { totalMs: Math.max(1_000, timeoutMs - connectMs - reserveMs) };
}

/** A connection knows that it was stopped; only the signal knows why. */
function explainStop(
  output: SectionOutput | CheckError,
  { reason }: AbortSignal,
): SectionOutput | CheckError {
  return "kind" in output && output.kind === "CANCELLED" ? cancelledError(reason) : output;
}

function tellEvidence(
  session: ShellSession,
  outputs: Outputs,
  tell: NonNullable<RunSurroundings["onEvidence"]>,
): void {
  const { description, connectMs } = session;
  for (const [check, output] of outputs) {
    tell(check, {
      session: { description, connectMs },
      script: shellType(check).script(check.options).text,
      ...("stdout" in output && { output }),
    });
  }
}

/** What a shell makes of SIGPIPE: nobody read on, which says nothing of the host. */
const endedByPipe = 128 + 13;

function judge(check: PlannedCheck, output: SectionOutput | CheckError, now: Date): Verdict {
  if (!("stdout" in output)) return unknownVerdict(output);
  if (output.timedOut) {
    const message = `the check's command took longer than ${check.timeoutMs / 1000} s on the host`;
    return unknownVerdict(checkError("TIMEOUT", message, "raise the check's `timeout`"));
  }
  if (output.truncated && output.exitCode === endedByPipe) {
    const message = "the check's command printed more than is kept, and was ended for it";
    return unknownVerdict(
      checkError("TOO_LARGE", message, "let it print less: what it prints is kept and shown"),
    );
  }
  try {
    return shellType(check).evaluate(check.options, output, now);
  } catch (thrown) {
    return unknownVerdict(toCheckError(thrown));
  }
}

export function shellType(check: PlannedCheck): ShellCheckType<unknown> {
  if (check.type.kind === "shell") return check.type;
  throw new TypeError(`${check.type.name} is no shell check`);
}
