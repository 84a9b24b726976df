import { exitStatus, type ExitStatus } from "../../cli/exit-status.js";
import type { Invocation } from "../../cli/specification.js";
import { editorSchema } from "./editor-schema.js";

/** `itom inventory schema`; the one document that has a shape of its own. */
export async function run({ context }: Invocation<unknown>): Promise<ExitStatus> {
  context.terminal.stdout.write(`${JSON.stringify(editorSchema(), undefined, 2)}\n`);
  return exitStatus.ok;
}
