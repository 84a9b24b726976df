import { didYouMean } from "../../lib/did-you-mean.js";
import { expandRanges, hasRange, RangeProblem } from "../ranges.js";
import { namePattern } from "../schema/name.js";
import type { Atom, Operation, Pattern, Term } from "./pattern.js";
import { patternError, type PatternOrigin } from "./pattern-error.js";
import { whyUnsafe } from "./safe-regex.js";
import { splitTerms } from "./split-terms.js";

const longest = 10_000;

/** Reads a pattern. Throws ItomError, USAGE or with an origin CONFIG, that says which word is wrong. */
export function parsePattern(text: string, origin?: PatternOrigin): Pattern {
  const refuse = (why: string, hint?: string): never => {
    throw patternError(text, why, origin, hint);
  };
  if (text.trim() === "") refuse("is empty", "`all` selects every host");
  if (text.length > longest) refuse(`is longer than ${longest} characters`);
  return splitTerms(text).map((word) => parseTerm(word, refuse));
}

type Refuse = (why: string, hint?: string) => never;

const operations: Readonly<Record<string, Operation>> = { "&": "intersect", "!": "exclude" };

function parseTerm(word: string, refuse: Refuse): Term {
  const operation = operations[word.charAt(0)];
  const rest = operation ? word.slice(1).trim() : word;
  if (rest === "")
    refuse(word === "" ? "there is nothing before or after a comma" : `nothing follows ${word}`);
  return { operation: operation ?? "union", atom: parseAtom(rest, refuse) };
}

function parseAtom(word: string, refuse: Refuse): Atom {
  if (word === "all") return { kind: "all" };
  if (word.startsWith("~")) return regexAtom(word.slice(1), refuse);
  if (word.startsWith("@")) return fileAtom(word.slice(1), refuse);
  const colon = /^([a-z]+):(.*)$/.exec(word);
  if (colon && !hasRange(word)) return keyedAtom(colon[1] ?? "", colon[2] ?? "", refuse);
  if (hasRange(word)) return rangeAtom(word, refuse);
  if (/[*?]/.test(word)) {
    return isNameOrGlob(word) ? { kind: "glob", glob: word } : refuse(`${JSON.stringify(word)} is no glob`);
  }
  if (namePattern.test(word)) return { kind: "name", name: word };
  return refuse(`${JSON.stringify(word)} is no name`, /\[[\d:-]*\]/.test(word) ? rangeHint : formsHint);
}

const rangeHint = "a range is written web[1:3] or web[01:20]";
const formsHint =
  "all, a host, a group, web*, web[1:3], ~REGEX, tag:T, service:S, state:critical, @FILE; joined by `,`, with & to intersect and ! to exclude";

function isNameOrGlob(word: string): boolean {
  return word.length <= 255 && /^[A-Za-z0-9_.*?-]+$/.test(word);
}

function rangeAtom(word: string, refuse: Refuse): Atom {
  try {
    const names = expandRanges(word);
    return namePattern.test(names[0] ?? "")
      ? { kind: "range", range: word }
      : refuse(`${JSON.stringify(word)} is no name`, rangeHint);
  } catch (error) {
    if (error instanceof RangeProblem) return refuse(error.message, rangeHint);
    throw error;
  }
}

function regexAtom(source: string, refuse: Refuse): Atom {
  const why = whyUnsafe(source);
  return why === undefined ? { kind: "regex", source } : refuse(`~${source} ${why}`);
}

function fileAtom(path: string, refuse: Refuse): Atom {
  const last = /^last:([a-z]*)$/.exec(path);
  if (last)
    return last[1] === ""
      ? refuse("@last: needs a result", "@last:failed")
      : { kind: "last", result: last[1] ?? "" };
  if (path === "" || path.includes("\0")) return refuse("nothing that can be a file follows @");
  return { kind: "file", path };
}

const states = ["ok", "warning", "critical", "unknown", "unreachable"];
const keys = ["tag", "service", "state"];

function keyedAtom(key: string, value: string, refuse: Refuse): Atom {
  if (key === "state") {
    if (states.includes(value)) return { kind: "state", state: value };
    return refuse(
      `there is no state ${JSON.stringify(value)}`,
      didYouMean(value, states) ?? `one of ${states.join(", ")}`,
    );
  }
  if (!keys.includes(key)) return refuse(`${key}: is not known`, didYouMean(key, keys) ?? formsHint);
  if (!isNameOrGlob(value)) return refuse(`no name follows ${key}:`);
  return key === "tag" ? { kind: "tag", tag: value } : { kind: "service", service: value };
}
