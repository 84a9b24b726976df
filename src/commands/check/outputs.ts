import { resolve } from "node:path";
import type { CommandContext } from "../../cli/context/context.js";
import { didYouMean } from "../../lib/did-you-mean.js";
import { ItomError } from "../../lib/errors.js";
import { checkFormats } from "../../output/check/formats/index.js";
import type { CheckFormat, CheckReport } from "../../output/check/report.js";
import { writeWholeFile } from "../../output/write-whole-file.js";

/** One `--out FORMAT[=FILE]`; without a file it is for stdout. */
export interface Output {
  readonly format: CheckFormat;
  readonly file?: string;
}

/** Reads every `--out`; stdout takes one document only. */
export function parseOutputs(given: readonly string[], json: boolean): Output[] {
  const outputs = given.map(parseOutput);
  const onStdout = outputs.filter((output) => output.file === undefined).length + (json ? 1 : 0);
  if (onStdout <= 1) return outputs;
  throw new ItomError("USAGE", "stdout takes one document", {
    hint: "name files for the others: --out junit=checks.xml",
  });
}

function parseOutput(text: string): Output {
  const [given = "", ...rest] = text.split("=");
  const name = given === "prom" ? "prometheus" : given;
  const format = checkFormats.get(name);
  if (!format) {
    const hint = didYouMean(name, checkFormats.keys()) ?? `there are: ${[...checkFormats.keys()].join(", ")}`;
    throw new ItomError("USAGE", `there is no output format "${name}"`, { hint });
  }
  const file = rest.join("=");
  if (rest.length > 0 && file === "") throw new ItomError("USAGE", `--out ${name}= names no file`);
  return { format, ...(rest.length > 0 && { file }) };
}

/** Writes every output; a file appears whole or not at all. */
export async function writeOutputs(
  outputs: readonly Output[],
  report: CheckReport,
  context: CommandContext,
): Promise<void> {
  for (const { format, file } of outputs) {
    const text = format.render(report);
    if (file === undefined) context.terminal.stdout.write(text);
    else await writeWholeFile(resolve(context.cwd, file), text);
  }
}
