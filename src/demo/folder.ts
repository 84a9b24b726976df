import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ItomError, messageOf } from "../lib/errors.js";

/** Tells the demo's own folder from one that holds something of the user's. */
const marker = "DEMO.txt";
const markerText = `This folder was made by "itom demo". Its hosts are there only while the demo runs; remove it when you like.\n`;

/** A fresh folder for one demo, readable by its owner only; `given` is made where it is not there, and must be empty or a demo's. */
export async function makeDemoFolder(given: string | undefined): Promise<string> {
  if (given === undefined) return markFolder(await mkdtemp(join(tmpdir(), "itom-demo-")));
  try {
    await mkdir(given, { recursive: true, mode: 0o700 });
    const names = await readdir(given);
    if (names.length > 0 && !names.includes(marker)) throw notEmpty(given);
    await rm(join(given, "hosts"), { recursive: true, force: true });
    return await markFolder(given);
  } catch (error) {
    if (error instanceof ItomError) throw error;
    throw new ItomError("USAGE", `the demo can't use the folder ${given}: ${messageOf(error)}`, {
      hint: "name another one with --dir DIR, or none for a temporary one",
      cause: error,
    });
  }
}

async function markFolder(folder: string): Promise<string> {
  await writeFile(join(folder, marker), markerText);
  return folder;
}

function notEmpty(folder: string): ItomError {
  return new ItomError("USAGE", `the folder ${folder} is not empty, and no demo made it`, {
    hint: "name an empty or a new one with --dir DIR",
  });
}
