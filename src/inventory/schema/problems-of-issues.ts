import type { z } from "zod";
import { hideCredentials } from "../../lib/hide-credentials.js";
import { didYouMean } from "../../lib/did-you-mean.js";
import type { Problems } from "../problems.js";
import { keyPlaceAt, nodeAt, placeAt, type Path, type SourceNode } from "../yaml/node.js";

type Issue = z.core.$ZodIssue;

/**
 * Turns the schema's issues into problems that say where, what stands there, and what was expected. `at` is the path of what
 * was judged inside the root.
 */
export function addIssues(issues: readonly Issue[], root: SourceNode, at: Path, problems: Problems): void {
  for (const { issue, path } of issues.flatMap((one) => plainIssues(one, at))) {
    if (issue.code === "unrecognized_keys") addUnknownKeys(issue, path, root, problems);
    else addValue(issue, path, root, problems);
  }
}

interface PlacedIssue {
  readonly issue: Issue;
  readonly path: Path;
}

/** Of a union's alternatives, the one whose outer shape fits tells most: its issues are all further in. */
function plainIssues(issue: Issue, at: Path): PlacedIssue[] {
  const path = [...at, ...issue.path.filter((step) => typeof step !== "symbol")];
  if (issue.code === "invalid_union") {
    const fitting = issue.errors.find((alternative) => alternative.every((inner) => inner.path.length > 0));
    if (fitting && fitting.length > 0) return fitting.flatMap((inner) => plainIssues(inner, path));
  }
  return [{ issue, path }];
}

function addUnknownKeys(
  issue: Extract<Issue, { code: "unrecognized_keys" }>,
  path: Path,
  root: SourceNode,
  problems: Problems,
): void {
  const known = issue.message.split(", ");
  const where = path.length === 0 ? "" : ` in ${writePath(path)}`;
  for (const key of issue.keys) {
    problems.add(keyPlaceAt(root, [...path, key]), `unknown key "${shorten(key)}"${where}`, {
      expected: `one of ${issue.message}`,
      hint: didYouMean(key, known),
    });
  }
}

function addValue(issue: Issue, path: Path, root: SourceNode, problems: Problems): void {
  const node = nodeAt(root, path);
  const found = node ? `is ${describe(node, path)}` : "is missing";
  const name = path.length === 0 ? "the file" : writePath(path);
  problems.add(placeAt(root, path), `${name} ${found}`, {
    expected: issue.message,
    hint: node ? hintFor(node, issue.message) : undefined,
  });
}

const hidden = /^(?:password|passphrase|become_password|community|key|literal)$/;

function describe(node: SourceNode, path: Path): string {
  if (node.kind === "map") return node.entries.size === 0 ? "an empty map" : "a map";
  if (node.kind === "list") return node.items.length === 0 ? "an empty list" : "a list";
  if (node.value === null) return "empty";
  const type =
    typeof node.value === "string" ? "text" : typeof node.value === "number" ? "a number" : "true or false";
  // A mistyped secret must not end up in a log.
  if (path.some((step) => hidden.test(String(step)))) return type;
  return JSON.stringify(typeof node.value === "string" ? shorten(hideCredentials(node.value)) : node.value);
}

function hintFor(node: SourceNode, expected: string): string | undefined {
  if (node.kind !== "scalar") return undefined;
  if (typeof node.value === "string" && expected.startsWith("one of ")) {
    return didYouMean(node.value, expected.slice("one of ".length).split(", "));
  }
  const wantsText = /^(?:text|a name|a file|a secret)/.test(expected);
  return wantsText && typeof node.value !== "string" && node.value !== null
    ? "quote it to make it text"
    : undefined;
}

function writePath(path: Path): string {
  return path
    .map((step, index) =>
      typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${shorten(step)}`,
    )
    .join("");
}

function shorten(value: string): string {
  return value.length > 60 ? `${value.slice(0, 57)}…` : value;
}
