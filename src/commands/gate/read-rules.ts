import { duration } from "../../cli/parse-global.js";
import { ItomError } from "../../lib/errors.js";
import type { Budget, GateRules } from "../../gate/index.js";
import type { GateOptions } from "./options.js";

const defaultIntervalMs = 5_000;

/** Reads the rules from the flags. */
export function readRules(options: GateOptions): GateRules {
  const factor = options.latencyFactor;
  if (factor !== undefined && options.baseline === undefined) {
    throw new ItomError("USAGE", "--latency-factor needs --baseline");
  }
  const rules = {
    failOn: options.failOn ?? "critical",
    budget: readBudget(options.budget ?? "0"),
    consecutive: readNumber("--consecutive", options.consecutive ?? "1", /^[1-9]\d{0,5}$/),
    forMs: readDuration("--for", options.for, 0),
    withinMs: readDuration("--within", options.within, 0),
    intervalMs: readDuration("--interval", options.interval, defaultIntervalMs),
    ...(factor !== undefined && {
      latencyFactor: readNumber("--latency-factor", factor, /^[1-9]\d*(\.\d+)?$/),
    }),
  } satisfies GateRules;
  if (rules.withinMs > 0 && rules.forMs > rules.withinMs) {
    throw new ItomError(
      "USAGE",
      `no gate stays good for ${options.for ?? ""} within ${options.within ?? ""}: --within is the time for all of it`,
    );
  }
  return rules;
}

function readDuration(flag: string, text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : duration(flag, text);
}

function readNumber(flag: string, text: string, form: RegExp): number {
  if (form.test(text)) return Number(text);
  throw new ItomError("USAGE", `${flag} takes a number from 1 up, not "${text}"`);
}

function readBudget(text: string): Budget {
  const match = /^(\d{1,6}(?:\.\d+)?)(%?)$/.exec(text);
  const number = Number(match?.[1]);
  if (match?.[2] === "%" && number <= 100) return { percent: number };
  if (match?.[2] === "" && Number.isInteger(number)) return { count: number };
  throw new ItomError("USAGE", `--budget takes a number of checks or a percentage, not "${text}"`);
}
