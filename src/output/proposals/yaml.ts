import type { Proposal } from "../../proposals/index.js";
import { sanitiseLine } from "../../terminal/sanitise.js";

/** One line of a list in YAML's flow style, its reason behind it. */
export function proposalLine(on: string, { type, id, options, reason }: Proposal): string {
  const entry = { on, type, ...(id !== undefined && { id }), ...options };
  return `- ${flow(entry)} # ${sanitiseLine(reason).slice(0, 160)}`;
}

/** A value as flow YAML (1.2): numbers and flags as they are, plain words plain, all else as JSON, which is YAML too. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${key}: ${flow(inner)}`)
      .join(", ")} }`;
  }
  if (typeof value === "string") return isPlain(value) ? value : quoted(value);
  return JSON.stringify(value);
}

/** Neither a number, nor a word that YAML, old or new, takes for something else. */
function isPlain(text: string): boolean {
  return (
    /^(?:[A-Za-z][A-Za-z0-9_.-]*|\d+(?:%|ms|s|d))$/.test(text) &&
    !/^(?:true|false|null|yes|no|on|off|y|n|nan|inf)$/i.test(text)
  );
}

function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007F-\u009F\u2028\u2029\uFEFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
