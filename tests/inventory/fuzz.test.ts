import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { array, assert, asyncProperty, constantFrom, nat, oneof, record, string } from "fast-check";
import { expect, it } from "vitest";
import { reportError } from "../../src/cli/report-error.js";
import { loadInventory } from "../../src/inventory/load.js";
import { ItomError } from "../../src/lib/errors.js";
import { folderOf } from "../support/folder-of.js";

const example = await readFile(
  fileURLToPath(new URL("../../inventory.example.yaml", import.meta.url)),
  "utf8",
);
const folder = await folderOf({});
const file = join(folder, "inventory.yaml");

/** One mistake of an editor: some characters from `at` on become `text`. */
const mistake = record({
  at: nat(example.length),
  length: constantFrom(0, 0, 1, 1, 2, 10, 100),
  text: oneof(
    string({ maxLength: 5 }),
    constantFrom(
      "",
      ":",
      ": ",
      "{",
      "}",
      "[",
      "]",
      ",",
      "\n",
      "\n  ",
      "\t",
      '"',
      "'",
      "#",
      "&a ",
      "*a",
      "<<: ",
      "!!str ",
      "{{",
      "web1",
      "[1:3]",
      "null",
    ),
  ),
});

it("any mistake gives an inventory or problems that have places, and nothing else", async () => {
  await assert(
    asyncProperty(array(mistake, { minLength: 1, maxLength: 4 }), async (mistakes) => {
      let text = example;
      for (const { at, length, text: put } of mistakes)
        text = text.slice(0, at) + put + text.slice(at + length);
      await writeFile(file, text);
      const error: unknown = await loadInventory(file, { env: {}, cwd: folder }).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error === undefined) return;
      expect(error).toBeInstanceOf(ItomError);
      const { code, problems } = error as ItomError;
      expect(code).toBe("CONFIG");
      expect(problems.length).toBeGreaterThan(0);
      const lines = text.split("\n").length;
      for (const { position, message, expected } of problems) {
        expect(position?.line).toBeGreaterThan(0);
        expect(position?.line).toBeLessThanOrEqual(lines);
        expect(`${message}${expected ?? ""}`).not.toMatch(/Invalid|Too (?:small|big)|undefined|\[object/);
      }
      expect(written(error)).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
    }),
    { numRuns: 150 },
  );
});

/** What the command line would show. */
function written(error: unknown): string {
  let text = "";
  const stream = { isTTY: false, columns: 80, write: (more: string) => void (text += more) };
  const colours = (): never => {
    throw new Error("errors are not coloured");
  };
  const terminal = { stdout: stream, stderr: stream, stdinIsTTY: false, colours, readStdin: colours };
  reportError(error, terminal, { json: false, verbose: false });
  return text;
}
