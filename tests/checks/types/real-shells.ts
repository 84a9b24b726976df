import type { SectionOutput } from "../../../src/checks/contract.js";
import { checkTypes } from "../../../src/checks/types/index.js";
import { runSections, section, shells } from "../script/shells.js";

export { shells };

/** Runs the script of a type as written in an inventory, in a real shell of this machine. */
export async function runWritten(
  command: readonly string[],
  name: string,
  written: Readonly<Record<string, unknown>>,
): Promise<SectionOutput> {
  const type = checkTypes.get(name);
  if (type?.kind !== "shell") throw new Error(`${name} is no shell check`);
  const { text, light = false } = type.script(type.options.parse(written));
  const { outputs, stdout } = await runSections(command, [section(text, { light, maxBytes: 1_048_576 })]);
  if (!outputs[0]) throw new Error(`no output: ${stdout.toString()}`);
  return outputs[0];
}
