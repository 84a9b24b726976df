import { join } from "node:path";
import type { PresentState } from "../../ports/check-store.js";
import type { DocumentKind } from "../document.js";

/** A present state with the key of its declaration in the history of `Status.day`, where it has one there. */
export type StatusEntry = PresentState & { readonly k?: string };

/** checks/status.json. */
export interface Status {
  /** The day (UTC, `2026-11-28`) whose history the declarations stand in. */
  readonly day: string;
  readonly checks: Readonly<Record<string, StatusEntry>>;
  /** Keys of the lists that the day's history holds; the latest ones. */
  readonly lists?: readonly string[];
}

export function statusPath(directory: string): string {
  return join(directory, "checks", "status.json");
}

export const statusKind: DocumentKind<Status> = {
  name: "the present states of checks",
  schema: 1,
  migrations: {},
  parse: (data) => (isStatus(data) ? data : undefined),
};

function isStatus(data: unknown): data is Status {
  if (!isObject(data) || typeof data["day"] !== "string" || !isObject(data["checks"])) return false;
  const lists = data["lists"] ?? [];
  if (!Array.isArray(lists) || !lists.every((list) => typeof list === "string")) return false;
  return Object.values(data["checks"]).every(isEntry);
}

function isEntry(entry: unknown): entry is StatusEntry {
  if (!isObject(entry)) return false;
  const words = [
    entry["check"],
    entry["type"],
    entry["state"],
    entry["summary"],
    entry["startedAt"],
    entry["since"],
  ];
  if (!words.every((word) => typeof word === "string")) return false;
  const owner = entry["host"] ?? entry["service"];
  return typeof owner === "string" && Array.isArray(entry["values"]) && entry["values"].every(isObject);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
