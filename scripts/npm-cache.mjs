import { accessSync, constants, mkdirSync } from "node:fs";

/** npm's cache folder where it can be written; else (an account without a home) `fallback`. */
export function usableCache(wanted, fallback) {
  try {
    mkdirSync(wanted, { recursive: true });
    accessSync(wanted, constants.W_OK);
    return wanted;
  } catch {
    return fallback;
  }
}
