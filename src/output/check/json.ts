import type { CheckResult } from "../../checks/index.js";
import { summarise } from "./summary.js";

/** One document, `itom.check/1` (docs/json.md). */
export function renderJson(results: readonly CheckResult[], startedAt: Date, durationMs: number): string {
  const document = {
    schema: "itom.check/1",
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(durationMs),
    summary: summarise(results),
    results,
  };
  return `${JSON.stringify(document)}\n`;
}
