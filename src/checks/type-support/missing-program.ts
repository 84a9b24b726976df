import type { SectionOutput, Verdict } from "../contract.js";
import { unknown } from "../states.js";

/** The verdict where the shell did not find a program (exit status 127) or could not run it (126); else undefined. */
export function missingProgram({ exitCode, stdout, stderr }: SectionOutput): Verdict | undefined {
  if (exitCode !== 127 && exitCode !== 126) return undefined;
  // dash and ash: `sh: 1: NAME: not found`; bash: `sh: line 1: NAME: command not found`.
  const match = /(?:^|: )([^:\n]+): (?:command )?(not found|Permission denied)/m.exec(`${stderr}\n${stdout}`);
  const name = match?.[1]?.trim() ?? "a program that the check needs";
  const missing = exitCode === 127;
  return unknown(missing ? `${name} is not on the host` : `${name} can't be run on the host`, {
    kind: "EXIT",
    message: missing ? `${name}: not found in the host's PATH` : `${name}: not executable for this user`,
    hint: missing ? "install it there, or write its full path" : "see its permissions, or set sudo: true",
  });
}

/** The verdict where a script of ours, which ends with status 0, did not; else undefined. */
export function brokenScript(what: string, output: SectionOutput): Verdict | undefined {
  return (
    missingProgram(output) ??
    (output.exitCode === 0 && !output.truncated ? undefined : unreadable(what, output))
  );
}

/** UNKNOWN, because what came back is not what the script prints. */
export function unreadable(what: string, output: SectionOutput): Verdict {
  const { exitCode, stdout, stderr, truncated } = output;
  if (truncated && exitCode === 0) {
    const tooLong = `${what} is longer than what is read of it`;
    return unknown(tooLong, { kind: "TOO_LARGE", message: tooLong });
  }
  const said = firstLine(stderr) ?? firstLine(stdout);
  const message = `${what} could not be read${said === undefined ? ": the host printed nothing" : `: ${said}`}`;
  const status = exitCode === 0 || exitCode === null ? "" : ` (exit status ${exitCode})`;
  return unknown(message, { kind: "OUTPUT", message: message + status });
}

/** The first line with something on it, at most 160 characters. */
export function firstLine(text: string): string | undefined {
  const line = text.split("\n", 50).find((each) => each.trim() !== "");
  return line?.trim().slice(0, 160);
}
