import { randomBytes } from "node:crypto";
import { ConnectionError } from "../../lib/connection-error.js";
import { messageOf } from "../../lib/errors.js";
import type { ShellResult, ShellSession } from "../../ports/shell.js";
import type { CheckError, PlannedCheck, SectionOutput } from "../contract.js";
import { beginSign, buildScript } from "./build-script.js";
import { parseScriptOutput, type ScriptOutput } from "./parse-script-output.js";
import type { ScriptSection } from "./section.js";

export interface ShellCheckSurroundings {
  readonly signal: AbortSignal;
  /** Bound on all checks of this host together, in milliseconds; without it, what they may take one after another. */
  readonly totalMs?: number;
}

/** What came back for each check: its section's output, or why there is none. */
export type ShellOutcomes = Map<PlannedCheck, SectionOutput | CheckError>;

/** What a section may print; more is cut off and marked, on the host where the text is not our own. */
const maxBytes = { light: 1_048_576, contained: 65_536 } as const;

/** The time that a script may take beyond its own bound: a tick for each section, and the ending of what hangs. */
const marginMs = 10_000;

/** Runs all shell checks of one host: one script for those as the user and one, beside it, for those as root. */
export async function runShellChecks(
  session: ShellSession,
  checks: readonly PlannedCheck[],
  surroundings: ShellCheckSurroundings,
): Promise<ShellOutcomes> {
  const outcomes: ShellOutcomes = new Map();
  const jobs: Job[] = [];
  for (const group of groupChecks(checks)) {
    const job = prepare(group);
    if ("section" in job) jobs.push(job);
    else for (const check of group) outcomes.set(check, job);
  }
  // What is quick comes first, so that what hangs can't keep it from its turn.
  jobs.sort((a, b) => Number(b.section.light) - Number(a.section.light));
  const runs = [false, true].map(async (sudo) => {
    const mine = jobs.filter((job) => job.sudo === sudo);
    if (mine.length === 0) return;
    for (const [check, outcome] of await runJobs(session, mine, sudo, surroundings))
      outcomes.set(check, outcome);
  });
  await Promise.all(runs);
  return outcomes;
}

interface Job {
  /** Those that this section serves. */
  readonly checks: readonly PlannedCheck[];
  readonly section: ScriptSection;
  readonly sudo: boolean;
}

/** Checks whose type can serve several of them with one section stand together, those as root apart. */
function groupChecks(checks: readonly PlannedCheck[]): (readonly PlannedCheck[])[] {
  const alone: PlannedCheck[][] = [];
  const together = new Map<string, PlannedCheck[]>();
  for (const check of checks) {
    const { type, options } = check;
    if (type.kind !== "shell" || !type.merged) {
      alone.push([check]);
      continue;
    }
    const key = `${type.name} ${type.script(options).sudo}`;
    const group = together.get(key);
    if (group) group.push(check);
    else together.set(key, [check]);
  }
  return [...together.values(), ...alone];
}

function prepare(checks: readonly PlannedCheck[]): Job | CheckError {
  const type = checks[0]?.type;
  if (type?.kind !== "shell") return { kind: "BUG", message: `${type?.name ?? "nothing"} is no shell check` };
  try {
    const options = checks.map((check) => check.options);
    const {
      text,
      sudo,
      light = false,
    } = options.length > 1 && type.merged ? type.merged(options) : type.script(options[0]);
    const bound = light ? maxBytes.light : maxBytes.contained;
    const timeoutMs = Math.max(...checks.map((check) => check.timeoutMs));
    return { checks, sudo, section: { text, light, timeoutMs, maxBytes: bound } };
  } catch (error) {
    return {
      kind: "BUG",
      message: `the script of ${type.name} could not be made: ${messageOf(error)}`,
    };
  }
}

async function runJobs(
  session: ShellSession,
  jobs: readonly Job[],
  sudo: boolean,
  { signal, totalMs }: ShellCheckSurroundings,
): Promise<ShellOutcomes> {
  const sections = jobs.map((job) => job.section);
  const nonce = randomBytes(16).toString("hex");
  const mark = randomBytes(8).toString("hex");
  const sumMs = sections.reduce((sum, section) => sum + Math.ceil(section.timeoutMs / 1000) * 1000 + 1000, 0);
  const boundMs = Math.min(sumMs, totalMs ?? sumMs);
  try {
    const result = await session.run({
      command: "exec sh -s",
      stdin: buildScript(sections, { nonce, mark, totalMs: boundMs }),
      sudo,
      timeoutMs: boundMs + marginMs,
      begins: { sign: beginSign(nonce), withinMs: Math.max(...sections.map(({ timeoutMs }) => timeoutMs)) },
      maxOutputBytes: sections.reduce((sum, section) => sum + 2 * section.maxBytes + 256, 4096),
      signal,
    });
    const output = parseScriptOutput(result.stdout, sections, nonce);
    return outcomesOf(jobs, (index) => output.outputs[index] ?? whyMissing(output, result));
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    const { kind, message, hint } = error;
    const failure: CheckError = { kind, message, ...(hint !== undefined && { hint }) };
    return outcomesOf(jobs, () => failure);
  }
}

/** The same outcome for each check that a section serves. */
function outcomesOf(
  jobs: readonly Job[],
  outcomeOf: (index: number) => SectionOutput | CheckError,
): ShellOutcomes {
  return new Map(
    jobs.flatMap(({ checks }, index) => checks.map((check) => [check, outcomeOf(index)] as const)),
  );
}

function whyMissing(output: ScriptOutput, result: ShellResult): CheckError {
  if (!output.begun) return noShell(result);
  if (output.ended) {
    const message = "the host's time was up before this check's turn";
    return { kind: "TIMEOUT", message, hint: "raise the host's timeout, or look at what hangs on it" };
  }
  if (result.truncated) {
    return { kind: "TOO_LARGE", message: "the host printed more than its checks together may print" };
  }
  return { kind: "LOST", message: "the host's shell ended before this check's answer was whole" };
}

function noShell({ stdout, stderr, exitCode }: ShellResult): CheckError {
  const text = `${stdout.toString("utf8", 0, 400)}\n${stderr.toString("utf8", 0, 400)}`;
  const said = text
    .split("\n")
    .find((line) => line.trim() !== "")
    ?.trim()
    .slice(0, 200);
  const status = exitCode === null ? "" : ` (exit status ${exitCode})`;
  return {
    kind: "PROTOCOL",
    message: `no POSIX shell answered on the host${said === undefined ? "" : `, but: ${said}`}${status}`,
    hint: "the user needs a login shell and `sh` in its PATH; for gear without a shell use connection: snmp",
  };
}
