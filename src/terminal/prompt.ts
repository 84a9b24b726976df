import process from "node:process";
import { ItomError } from "../lib/errors.js";

/** What is wrong with an answer, or true. */
export type Judge = (answer: string) => string | true;

/** Asks a person. Rejects with ItomError INTERRUPTED on Ctrl-C. */
export interface Prompt {
  text(message: string, options?: { readonly default?: string; readonly judge?: Judge }): Promise<string>;
  confirm(message: string, byDefault: boolean): Promise<boolean>;
  /** All of them are chosen at first. */
  choose(message: string, choices: readonly string[]): Promise<string[]>;
}

interface Streams {
  readonly input?: NodeJS.ReadableStream;
  readonly output?: NodeJS.WritableStream;
}

/** Asks on the terminal; questions go to stderr, so that stdout stays clean. Loads inquirer when it is first asked. */
export function promptOnTerminal(streams: Streams = {}): Prompt {
  const ask = async <Answer>(question: object): Promise<Answer> => {
    const { default: inquirer } = await import("inquirer");
    const prompt = inquirer.createPromptModule({ output: process.stderr, ...streams });
    try {
      const answers: Record<string, unknown> = await prompt([{ name: "answer", ...question }] as never);
      return answers["answer"] as Answer;
    } catch (error) {
      if (error instanceof Error && error.name === "ExitPromptError") {
        throw new ItomError("INTERRUPTED", "stopped; nothing was written", { cause: error });
      }
      throw error;
    }
  };
  return {
    text: (message, options = {}) =>
      ask({
        type: "input",
        message,
        default: options.default,
        ...(options.judge && { validate: options.judge }),
      }),
    confirm: (message, byDefault) => ask({ type: "confirm", message, default: byDefault }),
    choose: (message, choices) =>
      ask({ type: "checkbox", message, choices: choices.map((value) => ({ value, checked: true })) }),
  };
}
