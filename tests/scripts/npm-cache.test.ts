import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { scratchFolders } from "../state/scratch.js";

interface NpmCache {
  usableCache(wanted: string, fallback: string): string;
}

const scratch = scratchFolders();
const file = join(import.meta.dirname, "..", "..", "scripts", "npm-cache.mjs");
const { usableCache } = (await import(pathToFileURL(file).href)) as NpmCache;

test("npm's own cache is used, and made where it is not there yet", () => {
  const wanted = join(scratch(), "home", ".npm");
  expect(usableCache(wanted, "/fallback")).toBe(wanted);
  expect(existsSync(wanted)).toBe(true);
});

test("an account whose home can't be made gets another", () => {
  const noFolder = join(scratch(), "file");
  writeFileSync(noFolder, "");
  expect(usableCache(join(noFolder, ".npm"), "/fallback")).toBe("/fallback");
});
