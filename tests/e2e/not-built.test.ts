import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { expect, test } from "vitest";
import { scratchFolders } from "../state/scratch.js";
import { program } from "./support/itom.js";

const scratch = scratchFolders();

test("a clone that was not built says how to build it", () => {
  const folder = scratch();
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  copyFileSync(program, join(folder, "bin", "itom.js"));
  const { status, stderr } = spawnSync(process.execPath, [join(folder, "bin", "itom.js"), "--help"], {
    encoding: "utf8",
  });
  expect(stderr).toContain("itom is not built: npm run build in ");
  expect(stderr).not.toContain("    at ");
  expect(status).toBe(78);
});
