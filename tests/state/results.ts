import type { StoredResult } from "../../src/ports/check-store.js";

/** A check result as the engine hands it over. */
export function result(over: Partial<StoredResult> = {}): StoredResult {
  return {
    host: "web1",
    check: "disk",
    type: "disk",
    state: "OK",
    hard: true,
    summary: "/ 41 % used",
    values: [{ label: "/", value: 41, unit: "%" }],
    startedAt: "2026-11-28T08:00:00.000Z",
    durationMs: 12,
    ...over,
  };
}

export const noon = (): Date => new Date("2026-11-28T12:00:00.000Z");
