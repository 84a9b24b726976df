import { messageOf } from "../../lib/errors.js";
import type { Atom, Pattern } from "./pattern.js";
import { printAtom } from "./pattern.js";
import { patternError } from "./pattern-error.js";

/** Answers that a pattern can need from outside the inventory; what is absent can't be asked for. */
export interface PatternSources {
  /** The text of `@file`. */
  readonly readFile?: (path: string) => Promise<string>;
  /** Hosts with a check in a state (`critical`), for `state:critical`. */
  readonly inState?: (state: string) => Promise<Iterable<string>>;
  /** Hosts by their result in the last run (`failed`), for `@last:failed`. */
  readonly lastRun?: (result: string) => Promise<Iterable<string>>;
}

/** Host names by the word that asks for them. */
export type Answers = ReadonlyMap<string, readonly string[]>;

const mostNamesInFile = 100_000;

/** Asks the sources what a pattern needs to know, so that selecting itself is pure. */
export async function gatherAnswers(
  text: string,
  pattern: Pattern,
  sources: PatternSources,
): Promise<Answers> {
  const answers = new Map<string, readonly string[]>();
  for (const { atom } of pattern) {
    const word = printAtom(atom);
    const answer = answers.has(word) ? undefined : ask(atom, sources);
    if (answer === undefined) continue;
    try {
      answers.set(word, [...(await answer)]);
    } catch (error) {
      throw patternError(text, `${word} can't be read: ${messageOf(error)}`, undefined);
    }
  }
  return answers;
}

function ask(atom: Atom, sources: PatternSources): Promise<Iterable<string>> | undefined {
  if (atom.kind === "state") return sources.inState?.(atom.state);
  if (atom.kind === "last") return sources.lastRun?.(atom.result);
  return atom.kind === "file" ? sources.readFile?.(atom.path).then(namesInFile) : undefined;
}

/** One host or group name a line; `#` begins a comment. */
function namesInFile(text: string): string[] {
  const names = text
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
  if (names.length > mostNamesInFile) throw new Error(`it lists more than ${mostNamesInFile} names`);
  return names;
}
