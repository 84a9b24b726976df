import type { z } from "zod";
import type { CheckEntry } from "../../inventory/model.js";
import { hideCredentials } from "../../lib/hide-credentials.js";
import { didYouMean } from "../../lib/did-you-mean.js";
import type { Problem } from "../../lib/errors.js";
import type { SourcePosition } from "../../lib/position.js";
import { commonKeys } from "./common-options.js";

type Issue = z.core.$ZodIssue;
type Step = string | number;

/** Turns a schema's issues into problems: what stands there, where, and what was expected (the schemas' messages). */
export function problemsOfIssues(issues: readonly Issue[], entry: CheckEntry, written: unknown): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    if (issue.code === "unrecognized_keys") return unknownKeys(issue, entry);
    const { path, message } = deepest(issue, stepsOf(issue));
    const value = valueAt(written, path);
    const name = path.join(".") || entry.type;
    const found = value === undefined ? "is missing" : `is ${describe(value, path)}`;
    return [{ message: `${name} ${found}`, expected: message, position: positionAt(entry, path) }];
  });
}

function unknownKeys(issue: Extract<Issue, { code: "unrecognized_keys" }>, entry: CheckEntry): Problem[] {
  const path = stepsOf(issue);
  const known = [...issue.message.split(", "), ...(path.length === 0 ? commonKeys : [])];
  const where = path.length === 0 ? `type ${entry.type}` : path.join(".");
  return issue.keys.map((key) => {
    const hint = didYouMean(key, known);
    return {
      message: `unknown option "${shorten(key)}" in ${where}`,
      expected: `one of ${known.join(", ")}`,
      position: positionAt(entry, [...path, key]),
      ...(hint !== undefined && { hint }),
    };
  });
}

/** Of a union's alternatives, the one that fits but for one thing inside it tells most. */
function deepest(issue: Issue, path: Step[]): { path: Step[]; message: string } {
  if (issue.code === "invalid_union") {
    for (const [only, second] of issue.errors) {
      if (!only || second || only.path.length === 0 || only.code === "unrecognized_keys") continue;
      return deepest(only, [...path, ...stepsOf(only)]);
    }
  }
  return { path, message: issue.message };
}

function stepsOf({ path }: Issue): Step[] {
  return path.filter((step) => typeof step !== "symbol");
}

/** The place of the value itself, or of the nearest thing around it. */
function positionAt(entry: CheckEntry, path: readonly Step[]): SourcePosition {
  for (let length = path.length; length > 0; length--) {
    const position = entry.positions.get(path.slice(0, length).join("."));
    if (position) return position;
  }
  return entry.position;
}

function valueAt(written: unknown, path: readonly Step[]): unknown {
  let value = written;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<Step, unknown>>)[step];
  }
  return value;
}

const hidden = /pass|secret|token|community|key|auth|cookie|literal/i;

function describe(value: unknown, path: readonly Step[]): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a map";
  // A mistyped secret must not end up in a log.
  if (path.some((step) => hidden.test(String(step))))
    return typeof value === "string" ? "text" : typeof value;
  return JSON.stringify(typeof value === "string" ? shorten(hideCredentials(value)) : value);
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
