import type { CheckEntry, Host, Scalar, Service } from "../../inventory/model.js";
import { substitute, templateWords } from "../../inventory/template.js";
import { ItomError, type Problem } from "../../lib/errors.js";
import type { Target } from "../contract.js";
import type { Written } from "./parse-options.js";

/** The options with the target's words in place of `{{ }}`; every option that can't be, as a problem. */
export function substituteOptions(entry: CheckEntry, target: Target): Written | readonly Problem[] {
  const words = wordsOf(target.kind === "host" ? target.host : target.service);
  const problems: Problem[] = [];
  const written: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(entry.options)) {
    try {
      written[key] = substitute(value, words);
    } catch (error) {
      if (!(error instanceof ItomError)) throw error;
      const { message, hint } = error;
      const position = entry.positions.get(key) ?? entry.position;
      problems.push({ message: `${key}: ${message}`, position, ...(hint !== undefined && { hint }) });
    }
  }
  return problems.length > 0 ? problems : written;
}

const known = new WeakMap<Host | Service, ReadonlyMap<string, Scalar>>();

/** Made once for all checks of a target. */
function wordsOf(target: Host | Service): ReadonlyMap<string, Scalar> {
  let words = known.get(target);
  if (!words) known.set(target, (words = templateWords(target)));
  return words;
}

/** Whether any text in a value has `{{`. */
export function needsTarget(value: unknown): boolean {
  if (typeof value === "string") return value.includes("{{");
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(needsTarget);
}
