import { ItomError, messageOf, type Problem } from "../lib/errors.js";
import { formatPosition } from "../lib/position.js";
import { sanitise, sanitiseLine } from "../terminal/sanitise.js";
import type { Terminal } from "../terminal/terminal.js";
import { exitStatus, exitStatusOf, type ExitStatus } from "./exit-status.js";

/** Shows an error to the person or the program that waits for it, and returns its exit status. */
export function reportError(
  error: unknown,
  terminal: Terminal,
  mode: { json: boolean; verbose: boolean },
): ExitStatus {
  if (error instanceof ItomError) {
    if (mode.json) terminal.stdout.write(`${JSON.stringify(errorDocument(error))}\n`);
    else terminal.stderr.write(errorText(error));
    return exitStatusOf(error.code);
  }
  if (mode.json) terminal.stdout.write(`${JSON.stringify(bugDocument(error))}\n`);
  else terminal.stderr.write(bugText(error, mode.verbose));
  return exitStatus.bug;
}

/** For people: findings, the error, its hint. */
export function errorText(error: ItomError): string {
  const lines = error.problems.length > 0 ? error.problems.map(problemText) : [];
  const place = error.position ? `${formatPosition(error.position)}: ` : "";
  lines.push(`itom: ${place}${sanitise(error.message)}`);
  if (error.hint !== undefined) lines.push(`hint: ${sanitise(error.hint)}`);
  return `${lines.join("\n")}\n`;
}

/** One finding on one line, as compilers write them, so that editors can follow. */
export function problemText(problem: Problem): string {
  const place = problem.position ? `${formatPosition(problem.position)}: ` : "";
  const expected = problem.expected === undefined ? "" : `; expected ${problem.expected}`;
  const hint = problem.hint === undefined ? "" : `\n    ${problem.hint}`;
  return `${sanitiseLine(place)}${sanitiseLine(problem.message)}${sanitiseLine(expected)}${sanitise(hint)}`;
}

function errorDocument(error: ItomError): Record<string, unknown> {
  return {
    schema: "itom.error/1",
    code: error.code,
    message: error.message,
    ...(error.hint !== undefined && { hint: error.hint }),
    ...error.position,
    ...(error.problems.length > 0 && { problems: error.problems.map(flatProblem) }),
  };
}

function flatProblem({ position, ...rest }: Problem): Record<string, unknown> {
  return { ...rest, ...position };
}

function bugDocument(error: unknown): Record<string, unknown> {
  return { schema: "itom.error/1", code: "BUG", message: messageOf(error), hint: bugHint };
}

const bugHint = "this is a bug in itom: please report it with the output of the same command and -v";

function bugText(error: unknown, verbose: boolean): string {
  const stack = verbose && error instanceof Error ? `${sanitise(error.stack ?? "")}\n` : "";
  return `itom: internal error: ${sanitise(messageOf(error))}\nhint: ${bugHint}\n${stack}`;
}
