import { matchesGlob } from "./type-support/glob.js";

/** What a reference to other checks consists of. */
interface Reference {
  readonly target: string;
  readonly check: string;
}

/** Splits `web1/front` at its last slash; undefined where it names no check. */
export function parseReference(text: string): Reference | undefined {
  const slash = text.lastIndexOf("/");
  if (slash <= 0 || slash === text.length - 1) return undefined;
  return { target: text.slice(0, slash), check: text.slice(slash + 1) };
}

/** Whether `web1`, `front` is what a reference means; globs in both parts. */
export function matchesReference(reference: string, target: string, check: string): boolean {
  const parsed = parseReference(reference);
  return parsed !== undefined && matchesGlob(target, parsed.target) && matchesGlob(check, parsed.check);
}
