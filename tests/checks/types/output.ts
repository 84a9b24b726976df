import type { SectionOutput, Verdict } from "../../../src/checks/contract.js";
import { checkTypes } from "../../../src/checks/types/index.js";

export const now = new Date("2026-05-01T12:00:00Z");

/** What a section printed that ended well. */
export function printed(stdout: string, more: Partial<SectionOutput> = {}): SectionOutput {
  return { exitCode: 0, stdout, stderr: "", timedOut: false, truncated: false, ...more };
}

/** Judges an output by options as they are written in an inventory. */
export function judgeWritten(
  name: string,
  written: Readonly<Record<string, unknown>>,
  output: SectionOutput | string,
): Verdict {
  const type = checkTypes.get(name);
  if (type?.kind !== "shell") throw new Error(`${name} is no shell check`);
  const parsed = type.options.parse(written);
  return type.evaluate(parsed, typeof output === "string" ? printed(output) : output, now);
}
