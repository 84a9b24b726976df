import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { planChecks } from "../../checks/index.js";
import type { CommandContext } from "../../cli/context/context.js";
import { appendChecks, inspectInventory, problemsError, type AppendedChecks } from "../../inventory/index.js";
import type { Inventory } from "../../inventory/model.js";
import { ItomError } from "../../lib/errors.js";
import { writeWholeFile } from "../../output/write-whole-file.js";
import type { Prompt } from "../../terminal/prompt.js";
import { sanitise } from "../../terminal/sanitise.js";
import { refuseProblems } from "../check/choose.js";

/** The file that the inventory's last check stands in, else the inventory's own; rejects where there is no one such file. */
export async function checksFileOf(context: CommandContext, inventory: Inventory): Promise<string> {
  const last = inventory.checks.at(-1);
  if (last) return resolve(context.cwd, last.position.file);
  const path = await context.inventoryPath();
  if (!(await stat(path)).isDirectory()) return resolve(context.cwd, path);
  throw new ItomError("CONFIG", "the inventory is a folder, and no file of it has checks yet", {
    hint: "leave --append away and put what is printed into a file of the folder",
  });
}

/** Shows the difference, asks, and writes it where the inventory stays whole with it. */
export async function appendTaken(
  context: CommandContext,
  inventory: Inventory,
  taken: readonly string[],
  prompt: Prompt,
): Promise<void> {
  const file = await checksFileOf(context, inventory);
  const before = await readFile(file, "utf8");
  const change = appendChecks(before, taken);
  await refuseBroken(context, file, change, inventory.checks.length + taken.length);
  const { terminal, global } = context;
  terminal.stderr.write(differenceText(file, before, change));
  if (global.dryRun) return;
  if (!global.yes && !(await prompt.confirm(`Write that to ${file}?`, true))) {
    terminal.stderr.write("nothing was written\n");
    return;
  }
  if ((await readFile(file, "utf8")) !== before)
    throw new ItomError("LOCKED", `${file} was changed meanwhile; nothing was written`, {
      hint: "run it again",
    });
  await writeWholeFile(file, change.text);
  if (!global.quiet) terminal.stderr.write(`wrote ${sanitise(file)}: ${taken.length} checks more\n`);
}

/** Throws every problem that the inventory would have, and where the checks would not be just the ones that were added. */
async function refuseBroken(
  context: CommandContext,
  file: string,
  { text }: AppendedChecks,
  count: number,
): Promise<void> {
  const path = await context.inventoryPath();
  const { env, cwd } = context;
  const texts = new Map([[file, text]]);
  const { inventory, problems, name } = await inspectInventory(path, { env, cwd, texts });
  if (problems.length > 0 || !inventory) throw problemsError(name, problems);
  refuseProblems(planChecks(inventory).problems);
  if (inventory.checks.length !== count)
    throw new ItomError("CONFIG", `${file} would not have the checks that were taken; nothing was written`);
}

const contextLines = 2;

/** As `diff -u` shows it. */
function differenceText(file: string, before: string, { offset, inserted }: AppendedChecks): string {
  const linesOf = (text: string): string[] => (text === "" ? [] : text.replace(/\r?\n$/, "").split(/\r?\n/));
  const above = linesOf(before.slice(0, offset));
  const kept = above.slice(-contextLines);
  const below = linesOf(before.slice(offset)).slice(0, contextLines);
  const added = linesOf(inserted.replace(/^\r?\n/, ""));
  const start = above.length - kept.length + 1;
  const range = (count: number): string => `${start},${count}`;
  const lines = [
    `--- ${file}`,
    `+++ ${file}`,
    `@@ -${range(kept.length + below.length)} +${range(kept.length + below.length + added.length)} @@`,
    ...kept.map((line) => ` ${line}`),
    ...added.map((line) => `+${line}`),
    ...below.map((line) => ` ${line}`),
  ];
  return `${sanitise(lines.join("\n"))}\n`;
}
