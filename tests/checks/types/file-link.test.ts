import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { scratchFolders } from "../../state/scratch.js";
import { judgeWritten } from "./output.js";
import { runWritten, shells } from "./real-shells.js";

const scratch = scratchFolders();

it.each(shells)("a link to nothing is not nothing, in $name", async ({ command }) => {
  const path = join(scratch(), "lock");
  symlinkSync("/nowhere/at/all", path);
  for (const exists of [true, false]) {
    const { stdout } = await runWritten(command, "file", { path, exists });
    expect(judgeWritten("file", { path, exists }, stdout)).toMatchObject({
      state: "CRITICAL",
      summary: `${path} is a link to what does not exist`,
    });
  }
});
