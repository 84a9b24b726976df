import { readFile, stat } from "node:fs/promises";
import { z } from "zod";
import type { Baseline } from "../../gate/index.js";
import { ItomError, messageOf } from "../../lib/errors.js";

const largestBytes = 256 * 1024 * 1024;

const schema = z.strictObject({
  schema: z.literal("itom.gate.baseline/1"),
  savedAt: z.iso.datetime(),
  checks: z.record(
    z.string(),
    z.strictObject({ state: z.string(), times: z.array(z.number().nonnegative()) }),
  ),
});

/** Reads a baseline; anything that is not one, whole, from before now and not older than `mostMs`, is refused. */
export async function readBaseline(file: string, now: Date, mostMs: number): Promise<Baseline> {
  const baseline = parse(file, await readText(file));
  if (Date.parse(baseline.savedAt) > now.getTime()) {
    throw new ItomError("CONFIG", `${file} was saved in the future (${baseline.savedAt})`, {
      hint: "set the clock right",
    });
  }
  if (now.getTime() - Date.parse(baseline.savedAt) > mostMs) {
    throw new ItomError("CONFIG", `${file} is too old to compare with (${baseline.savedAt})`, {
      hint: "make it anew ahead of the deploy, or say how old it may be with --baseline-age",
    });
  }
  return baseline;
}

async function readText(file: string): Promise<string> {
  try {
    if ((await stat(file)).size > largestBytes) throw new Error("it is larger than 256 MiB");
    return await readFile(file, "utf8");
  } catch (error) {
    throw new ItomError("CONFIG", `can't read the baseline ${file}: ${messageOf(error)}`, {
      hint: "make it ahead of the deploy with itom gate --save FILE",
    });
  }
}

function parse(file: string, text: string): Baseline {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notOne(file, "it is not JSON, or it was cut off");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw notOne(file, issue ? `${issue.path.join(".")}: ${issue.message}` : "it has another form");
}

function notOne(file: string, why: string): ItomError {
  return new ItomError("CONFIG", `${file} is no baseline of itom: ${why}`, {
    hint: "make it anew with itom gate --save FILE",
  });
}

/** A baseline that shares no check with what is chosen now is another inventory's. */
export function requireShared(baseline: Baseline, file: string, keys: Iterable<string>): void {
  for (const key of keys) if (baseline.checks[key]) return;
  throw new ItomError("CONFIG", `${file} has none of the checks that are chosen now`, {
    hint: "was it saved from this inventory, with this pattern?",
  });
}
