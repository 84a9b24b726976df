import type { CheckResult } from "../../checks/index.js";
import type { RememberedResult } from "./remember.js";

/** What `--changed` shows of a result: nothing, or the result with what is new about it. */
export function tellChange({ result, event, before }: RememberedResult): CheckResult[] {
  if (!event) return [];
  return [{ ...result, summary: `${result.summary} (${news(event, before?.since)})` }];
}

function news(event: NonNullable<RememberedResult["event"]>, since: string | undefined): string {
  if (event.kind === "flapping") return "flapping: it changes too often to be told each time";
  if (event.kind === "steady") return "no longer flapping";
  if (event.kind === "more") return "more since the last run";
  return event.from === undefined
    ? "new"
    : `was ${event.from}${since === undefined ? "" : `, last change ${since}`}`;
}
