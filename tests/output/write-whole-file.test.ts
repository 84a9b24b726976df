import { lstatSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeWholeFile } from "../../src/output/write-whole-file.js";
import { scratchFolders } from "../state/scratch.js";

const scratch = scratchFolders();

test("a file is replaced, and nothing else is left in its folder", async () => {
  const folder = scratch();
  writeFileSync(join(folder, "x.xml"), "old, and longer");
  await writeWholeFile(join(folder, "x.xml"), "new");
  expect(readFileSync(join(folder, "x.xml"), "utf8")).toBe("new");
  expect(readdirSync(folder)).toEqual(["x.xml"]);
});

test("a link stays a link, and the file behind it is replaced", async () => {
  const folder = scratch();
  writeFileSync(join(folder, "real"), "old");
  symlinkSync("real", join(folder, "link"));
  await writeWholeFile(join(folder, "link"), "new");
  expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, "real"), "utf8")).toBe("new");
});

test("what is no file is written to and not replaced", async () => {
  const folder = scratch();
  symlinkSync("/dev/null", join(folder, "nothing"));
  await writeWholeFile(join(folder, "nothing"), "gone");
  expect(lstatSync(join(folder, "nothing")).isSymbolicLink()).toBe(true);
  expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
});

test("where it can't be written is said", async () => {
  const file = join(scratch(), "none", "x.xml");
  await expect(writeWholeFile(file, "x")).rejects.toMatchObject({ code: "UNAVAILABLE" });
  await expect(writeWholeFile(file, "x")).rejects.toThrow(`can't write ${file}: ENOENT`);
});
