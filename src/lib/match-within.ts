import { createContext, Script, type Context } from "node:vm";

/** Plenty for any sensible pattern, also on a busy machine. */
const patienceMs = 1_000;
/** A pattern with one repetition is at worst quadratic, which is nothing on so little text. */
const shortText = 2_048;

const one = new Script("pattern.exec(text)");
const each = new Script("texts.map((text) => pattern.test(text))");
let context: Context | undefined;

/**
 * Runs a pattern that someone wrote on a text that a target sent. Undefined means that it took too long: an innocent `.*a.*b` needs minutes
 * on one long line, and nothing else runs meanwhile.
 */
export function execWithin(pattern: RegExp, text: string): RegExpExecArray | null | undefined {
  if (isQuick(pattern, text)) return pattern.exec(text);
  return runWithin(one, { pattern, text }) as RegExpExecArray | null | undefined;
}

/** Whether a pattern matches; undefined when that took too long to find out. */
export function matchesWithin(pattern: RegExp, text: string): boolean | undefined {
  const found = execWithin(pattern, text);
  return found === undefined ? undefined : found !== null;
}

/** Which of many texts a pattern matches; undefined when that took too long together. */
export function matchesEachWithin(pattern: RegExp, texts: readonly string[]): readonly boolean[] | undefined {
  if (texts.every((text) => isQuick(pattern, text))) return texts.map((text) => pattern.test(text));
  return runWithin(each, { pattern, texts }) as readonly boolean[] | undefined;
}

/** Undefined when the time was up. */
function runWithin(script: Script, words: Readonly<Record<string, unknown>>): unknown {
  context ??= createContext({});
  Object.assign(context, words);
  try {
    return script.runInContext(context, { timeout: patienceMs });
  } catch (error) {
    // The error can be of the context's realm, where Error is another class.
    const isLate = typeof error === "object" && error !== null && "code" in error;
    if (isLate && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return undefined;
    throw error;
  } finally {
    // The text can be large, and the context lives on.
    for (const word of Object.keys(words)) delete context[word];
  }
}

function isQuick({ source }: RegExp, text: string): boolean {
  const bare = source.replaceAll(/\\./g, "x").replaceAll(/\[[^\]]*\]/g, "x");
  const repetitions = bare.match(/[*+?{|]/g)?.length ?? 0;
  return repetitions === 0 || (repetitions === 1 && text.length <= shortText);
}
