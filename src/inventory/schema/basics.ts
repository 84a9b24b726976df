import { isIP } from "node:net";
import { z } from "zod";
import { longestWaitMs, parseDuration } from "../../lib/duration.js";
import { namePattern, nameRule } from "./name.js";

/*
 * Every message of these schemas is the "expected" part of a problem: what should stand there. `problems-of-issues.ts` adds
 * what does stand there, and where.
 */

/** A map with just these keys. Its message on an unknown key is the list of the known ones. */
export function section<Shape extends z.ZodRawShape>(shape: Shape, expected: string) {
  const keys = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? keys : expected),
  });
}

/** An entry of a section that may be left empty: `prod:` is `prod: {}`. */
export function emptyable<Schema extends z.ZodType<object>>(schema: Schema) {
  return schema.nullable();
}

export function matching(pattern: RegExp, expected: string) {
  return z.string({ error: expected }).regex(pattern, { error: expected });
}

export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: `one of ${words.join(", ")}` });
}

export const text = z.string({ error: "text" }).min(1, { error: "text that is not empty" });

export const name = matching(namePattern, nameRule);

/** One or a list; a list without an item says nothing, which is allowed: it overrides. */
export function oneOrMore<Item extends z.ZodType>(item: Item, expected: string) {
  return z.union([item, z.array(item, { error: expected })], { error: expected });
}

export const names = oneOrMore(name, "a name or a list of names");

export const flag = z.boolean({ error: "true or false" });

export function wholeNumber(from: number, to: number) {
  const expected = `a whole number from ${from} to ${to}`;
  return z
    .number({ error: expected })
    .int({ error: expected })
    .min(from, { error: expected })
    .max(to, { error: expected });
}

const durationRule = "a duration above zero such as 500ms, 30s or 5m";

/** A duration, read as milliseconds. */
export const duration = matching(/^\s*(?:\d+(?:\.\d+)?\s*(?:us|ms|min|s|m|h|d|w|y)\s*)+$/, durationRule)
  .refine((written) => (parseDuration(written) ?? 0) > 0, { error: durationRule })
  .transform((written) => parseDuration(written) ?? 0)
  .describe("A duration: 500ms, 30s, 5m, 2h30m, 30d, 5y");

/** A duration that is waited for, read as milliseconds. */
export const waitingTime = duration.refine((ms) => ms <= longestWaitMs, {
  error: "a duration of at most 24d",
});

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()], {
  error: "text, a number, true or false",
});

/** Names with plain values, as in vars and asset. */
export const scalars = z.record(z.string(), scalar, { error: "a map of names and plain values" });

/** An IP address, with a zone where it is link-local, or a host name; nothing that a program could take for an option. */
export function isAddress(address: string): boolean {
  if (isIP(address) > 0 || /^fe80:[0-9a-f:]+%[\w.-]+$/i.test(address)) return true;
  return /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_.])?$/.test(address);
}

export const port = wholeNumber(1, 65_535).describe("A port");
