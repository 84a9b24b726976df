import { Argument, Command, CommanderError, Option } from "commander";
import { commands } from "./commands.js";
import { exitStatus } from "./exit-status.js";
import { globalOptions } from "./global-options.js";
import type { OptionSpecification } from "./option-specification.js";
import type { CommandSpecification } from "./specification.js";

/** What the command line asked for. */
export interface ParsedCommandLine {
  readonly specification: CommandSpecification;
  readonly arguments: readonly string[];
  /** The command's own options and the global ones, by commander's camel-case names. */
  readonly options: Readonly<Record<string, unknown>>;
}

export interface ProgramOutput {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly version: string;
}

/** Parses the command line; returns undefined with a status where commander has already answered (help, version, an error). */
export async function parseCommandLine(
  argv: readonly string[],
  output: ProgramOutput,
): Promise<{ readonly parsed: ParsedCommandLine } | { readonly status: 0 | 64 }> {
  let parsed: ParsedCommandLine | undefined;
  const program = buildProgram(output, (found) => {
    parsed = found;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { status: error.exitCode === 0 ? exitStatus.ok : exitStatus.usage };
  }
  if (parsed) return { parsed };
  program.outputHelp({ error: true });
  return { status: exitStatus.usage };
}

function buildProgram(output: ProgramOutput, found: (parsed: ParsedCommandLine) => void): Command {
  const program = prepare(new Command("itom"), output)
    .description("IT operations from one YAML inventory")
    .usage("[options] <command>")
    .version(output.version, "-V, --version", "print the version");
  for (const option of globalOptions) program.addOption(toOption(option));
  const groups = new Map<string, Command>();
  for (const specification of commands) {
    const words = specification.name.split(" ");
    const last = words.pop() ?? "";
    const parent = words.length === 0 ? program : groupOf(program, groups, words[0] ?? "", output);
    addCommand(parent, last, specification, output, found);
  }
  return program;
}

function groupOf(
  program: Command,
  groups: Map<string, Command>,
  name: string,
  output: ProgramOutput,
): Command {
  const existing = groups.get(name) ?? program.commands.find((command) => command.name() === name);
  if (existing) return existing;
  const summary = commands
    .filter((command) => command.name.startsWith(`${name} `))
    .map((command) => command.name.slice(name.length + 1))
    .join(", ");
  const group = prepare(program.command(name), output).description(summary);
  for (const option of globalOptions) group.addOption(toOption(option).hideHelp());
  groups.set(name, group);
  return group;
}

function addCommand(
  parent: Command,
  word: string,
  specification: CommandSpecification,
  output: ProgramOutput,
  found: (parsed: ParsedCommandLine) => void,
): void {
  const command = prepare(parent.command(word), output)
    .summary(specification.summary)
    .description(specification.description ?? `${specification.summary}.`);
  for (const argument of specification.arguments ?? []) {
    command.addArgument(new Argument(argument.name, argument.summary));
  }
  for (const option of specification.options ?? []) command.addOption(toOption(option));
  for (const option of globalOptions) command.addOption(toOption(option).helpGroup("Global options:"));
  command.addHelpText("before", examplesText(specification));
  command.addHelpText("after", exitStatusText(specification));
  command.action((...given: unknown[]) => {
    const self = given[given.length - 1] as Command;
    found({ specification, arguments: self.args, options: mergedOptions(self) });
  });
}

/** Global options may stand before or after the command's word; the nearer one wins. */
function mergedOptions(command: Command): Record<string, unknown> {
  const chain: Command[] = [];
  for (let at: Command | null = command; at; at = at.parent) chain.unshift(at);
  const merged: Record<string, unknown> = {};
  for (const link of chain) {
    for (const [name, value] of Object.entries(link.opts())) {
      if (merged[name] === undefined || link.getOptionValueSource(name) !== "default") merged[name] = value;
    }
  }
  return merged;
}

function prepare(command: Command, output: ProgramOutput): Command {
  return command
    .exitOverride()
    .configureOutput({ writeOut: output.out, writeErr: output.err })
    .showHelpAfterError("(itom COMMAND --help shows examples)")
    .helpCommand(false)
    .helpOption("-h, --help", "show this help");
}

function toOption(specification: OptionSpecification): Option {
  const option = new Option(specification.flags, specification.summary);
  if (specification.choices) option.choices([...specification.choices]);
  if (specification.repeat) option.argParser((value: string, before: string[] = []) => [...before, value]);
  return option;
}

function examplesText(specification: CommandSpecification): string {
  const width = Math.max(...specification.examples.map((example) => example.command.length));
  const lines = specification.examples.map(
    (example) => `  ${example.command.padEnd(width)}  ${example.does}`,
  );
  return `Examples:\n${lines.join("\n")}\n`;
}

function exitStatusText(specification: CommandSpecification): string {
  const lines = specification.exitStatus.map(
    ({ status, when }) => `  ${String(status).padStart(3)}  ${when}`,
  );
  return `\nExit status:\n${lines.join("\n")}\n   64, 70, 75, 78, 130 as for every command (docs/exit-status.md)`;
}
