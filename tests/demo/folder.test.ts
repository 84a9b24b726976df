import { mkdirSync, readdirSync, statSync, writeFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeDemoFolder } from "../../src/demo/folder.js";
import { scratchFolders } from "../state/scratch.js";

const scratch = scratchFolders();

describe("the demo's folder", () => {
  test("is a fresh temporary one, only for its owner", async () => {
    const folder = await makeDemoFolder(undefined);
    try {
      expect(readdirSync(folder)).toEqual(["DEMO.txt"]);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("can be named, and used again with all that the user put there", async () => {
    const folder = join(scratch(), "a", "b");
    expect(await makeDemoFolder(folder)).toBe(folder);
    mkdirSync(join(folder, "hosts"));
    writeFileSync(join(folder, "notes.txt"), "");
    await makeDemoFolder(folder);
    expect(readdirSync(folder).sort()).toEqual(["DEMO.txt", "notes.txt"]);
  });

  test("is never one that holds something else", async () => {
    const folder = scratch();
    mkdirSync(join(folder, "hosts"));
    await expect(makeDemoFolder(folder)).rejects.toMatchObject({
      code: "USAGE",
      message: expect.stringContaining("is not empty"),
      hint: expect.stringContaining("--dir DIR"),
    });
    expect(readdirSync(folder)).toEqual(["hosts"]);
  });

  test("can't be a file", async () => {
    const file = join(scratch(), "file");
    writeFileSync(file, "");
    await expect(makeDemoFolder(file)).rejects.toMatchObject({ code: "USAGE" });
  });
});
