import { didYouMean } from "../lib/did-you-mean.js";
import { ItomError } from "../lib/errors.js";
import type { Host, Scalar, Service } from "./model.js";

/** `{{ name }}`, or a quoted literal such as `{{ '{{' }}`; anything else between the braces is refused. */
const expression = /\{\{([^{}]*|\s*'[^']*'\s*|\s*"[^"]*"\s*)\}\}/g;
const word = /^[A-Za-z_][\w.-]*$/;

export function hasTemplate(text: string): boolean {
  return text.includes("{{");
}

/**
 * Replaces `{{ name }}` in every string of a value, at any depth. Text that is one expression alone becomes the word's own
 * value, so that a number stays a number. Throws ItomError CONFIG where a name is unknown or empty, or the form is other.
 */
export function substitute(value: unknown, words: ReadonlyMap<string, Scalar>): unknown {
  if (typeof value === "string") return hasTemplate(value) ? substituteText(value, words) : value;
  if (Array.isArray(value)) return value.map((item) => substitute(item, words));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substitute(item, words)]));
}

function substituteText(text: string, words: ReadonlyMap<string, Scalar>): Scalar {
  const whole = /^\{\{\s*([A-Za-z_][\w.-]*)\s*\}\}$/.exec(text);
  if (whole) return lookUp(whole[1] ?? "", words);
  let at = 0;
  let result = "";
  for (const match of text.matchAll(expression)) {
    result += plainPart(text, at, match.index);
    result += String(valueOf((match[1] ?? "").trim(), words));
    at = match.index + match[0].length;
  }
  return result + plainPart(text, at, text.length);
}

function plainPart(text: string, from: number, to: number): string {
  const part = text.slice(from, to);
  if (!part.includes("{{")) return part;
  throw new ItomError("CONFIG", `"{{" without an end`, { hint: literalHint });
}

const literalHint = "{{ name }} takes a name alone; a literal {{ is written {{ '{{' }}";

function valueOf(inside: string, words: ReadonlyMap<string, Scalar>): Scalar {
  const quoted = /^(['"])(.*)\1$/.exec(inside);
  if (quoted) return quoted[2] ?? "";
  if (word.test(inside)) return lookUp(inside, words);
  throw new ItomError("CONFIG", `"{{ ${inside} }}" is not a name`, { hint: literalHint });
}

function lookUp(name: string, words: ReadonlyMap<string, Scalar>): Scalar {
  const value = words.get(name);
  if (value !== undefined && value !== null) return value;
  const why = value === null ? "has no value" : "is not known";
  throw new ItomError("CONFIG", `{{ ${name} }} ${why}`, {
    hint: didYouMean(name, words.keys()) ?? `known are ${[...words.keys()].join(", ")}`,
  });
}

/** The names that `{{ }}` knows for a host or a service: its fields, `asset.*`, and its vars. */
export function templateWords(target: Host | Service): ReadonlyMap<string, Scalar> {
  const words = new Map<string, Scalar>([["name", target.name]]);
  if ("address" in target) addHostWords(target, words);
  else {
    if (target.owner !== undefined) words.set("owner", target.owner);
    if (target.tier !== undefined) words.set("tier", target.tier);
  }
  for (const [name, value] of Object.entries(target.vars)) words.set(name, value);
  return words;
}

function addHostWords(host: Host, words: Map<string, Scalar>): void {
  words.set("address", host.address);
  words.set("groups", host.groups.join(","));
  words.set("tags", host.tags.join(","));
  words.set("connection", host.connection);
  if (host.device !== undefined) words.set("device", host.device);
  if (host.window !== undefined) words.set("window", host.window);
  for (const [name, value] of Object.entries(host.asset)) words.set(`asset.${name}`, value);
}

/** Words of `{{ }}` that vars may not hide. */
export const fixedWords: ReadonlySet<string> = new Set([
  "name",
  "address",
  "groups",
  "tags",
  "connection",
  "device",
  "window",
  "owner",
  "tier",
]);
