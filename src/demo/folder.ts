import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ItomError, messageOf } from "../lib/errors.js";

/** Tells the demo's own folder from one that holds something of the user's. */
const marker = "DEMO.txt";
const markerText = `This folder was made by "itom demo". Its hosts are there only while the demo runs; remove it when you like.\n`;

/** A fresh folder for one demo, readable by its owner only; `given` is made where it is not there, and must be empty or a demo's. */
export async function makeDemoFolder(given: string | undefined): Promise<string> {
  try {
    const folder =
      given === undefined ? await mkdtemp(join(tmpdir(), "itom-demo-")) : await takeFolder(given);
    await writeFile(join(folder, marker), markerText);
    return folder;
  } catch (error) {
    if (error instanceof ItomError) throw error;
    throw new ItomError("USAGE", `the demo can't use ${given ?? tmpdir()}: ${messageOf(error)}`, {
      hint: "name a folder that you may write with --dir DIR",
      cause: error,
    });
  }
}

async function takeFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  if (names.length > 0 && !names.includes(marker)) throw notEmpty(folder);
  await rm(join(folder, "hosts"), { recursive: true, force: true });
  return folder;
}

function notEmpty(folder: string): ItomError {
  return new ItomError("USAGE", `the folder ${folder} is not empty, and no demo made it`, {
    hint: "name an empty or a new one with --dir DIR",
  });
}
