import { parseArgs } from "node:util";

export interface BenchOptions {
  readonly hosts: number;
  /** Undefined: what suits each bench. */
  readonly rounds: number | undefined;
}

export interface CommandLine extends BenchOptions {
  readonly names: readonly string[];
  readonly out: string | undefined;
  readonly keep: boolean;
  readonly help: boolean;
}

export function readOptions(words: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      hosts: { type: "string", default: "500" },
      rounds: { type: "string" },
      out: { type: "string" },
      keep: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  return {
    names: positionals,
    hosts: Number(values.hosts),
    rounds: values.rounds === undefined ? undefined : Number(values.rounds),
    out: values.out,
    keep: values.keep,
    help: values.help,
  };
}
