import { longestWaitMs, parseDuration } from "../lib/duration.js";
import { ItomError } from "../lib/errors.js";
import type { GlobalOptions } from "./global-options.js";

/** Reads commander's values, with the environment behind the flags. */
export function parseGlobal(
  flags: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
  stdinIsTTY: boolean,
): GlobalOptions {
  const inventory = text(flags["inventory"]) ?? nonEmpty(env["ITOM_INVENTORY"]);
  const state = text(flags["state"]) ?? nonEmpty(env["ITOM_STATE"]);
  const limit = text(flags["limit"]);
  const forks = text(flags["forks"]);
  const timeout = text(flags["timeout"]);
  return {
    ...(inventory !== undefined && { inventory }),
    ...(state !== undefined && { state }),
    ...(limit !== undefined && { limit }),
    ...(forks !== undefined && { forks: count("--forks", forks) }),
    ...(timeout !== undefined && { timeoutMs: duration("--timeout", timeout) }),
    ...(flags["color"] === false && { colour: false }),
    json: flags["json"] === true,
    quiet: flags["quiet"] === true,
    verbose: flags["verbose"] === true,
    input: flags["input"] !== false && stdinIsTTY,
    yes: flags["yes"] === true,
    dryRun: flags["dryRun"] === true,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}

function count(flag: string, value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= 1 && number <= 10_000) return number;
  throw new ItomError("USAGE", `${flag} takes a whole number from 1 to 10000, not "${value}"`);
}

/** Reads a duration flag in milliseconds, or refuses it by name. */
export function duration(flag: string, value: string): number {
  const ms = parseDuration(value);
  if (ms !== undefined && ms > longestWaitMs)
    throw new ItomError("USAGE", `${flag} is at most 24d, not "${value}"`);
  if (ms !== undefined && ms > 0) return ms;
  throw new ItomError("USAGE", `${flag} takes a duration such as 500ms, 30s or 5m, not "${value}"`);
}
