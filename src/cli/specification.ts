import type { CommandContext } from "./context/context.js";
import type { ExitStatus } from "./exit-status.js";
import type { ArgumentSpecification, OptionSpecification } from "./option-specification.js";

export interface Invocation<Options> {
  readonly context: CommandContext;
  readonly arguments: readonly string[];
  readonly options: Options;
}

export interface CommandImplementation<Options> {
  run(invocation: Invocation<Options>): Promise<ExitStatus>;
}

/** What `--help` shows and commander parses; the implementation is loaded when the command is used. */
export interface CommandSpecification<Options = Readonly<Record<string, unknown>>> {
  /** The words after `itom`: `inventory list`. */
  readonly name: string;
  readonly summary: string;
  readonly description?: string;
  readonly arguments?: readonly ArgumentSpecification[];
  readonly options?: readonly OptionSpecification[];
  readonly examples: readonly { readonly command: string; readonly does: string }[];
  /** What the statuses mean for this command, in the order of the table. */
  readonly exitStatus: readonly { readonly status: ExitStatus; readonly when: string }[];
  load(): Promise<CommandImplementation<Options>>;
}

/** Erases the options' type, so that one table can hold every command. */
export function defineCommand<Options>(specification: CommandSpecification<Options>): CommandSpecification {
  return specification as unknown as CommandSpecification;
}
