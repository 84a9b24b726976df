import { dirname } from "node:path";
import { newerSchema } from "../document-file.js";
import type { FileSystem, OpenFile } from "../file-system.js";
import { syncFolder } from "../folders.js";
import { readRange } from "../read-file.js";
import { explaining } from "../state-error.js";
import { decodeLine, encodeLine, type JournalRecord } from "./line.js";
import { inspectTail, type Tail } from "./tail.js";

export interface Journal {
  readonly path: string;
  /** The schema of the lines that this itom writes. */
  readonly schema: number;
}

/**
 * Appends records in one write: when it has resolved all of them are on the disk, when it has rejected they were not
 * acknowledged and as a rule are not there. Only under the lock. `make` learns whether the file is new.
 */
export async function appendJournal(
  files: FileSystem,
  { path, schema }: Journal,
  make: (isNew: boolean) => readonly JournalRecord[],
): Promise<void> {
  await explaining("append to", path, async () => {
    const file = await files.open(path, "update");
    try {
      const tail = await inspectTail(file);
      const isNew = tail.size === 0;
      const isOlder = !isNew && (await requireKnownSchema(file, path, schema));
      const records = make(isNew);
      if (records.length === 0) return;
      // What follows lines of an older schema says so, each time: only the file's first line is looked at.
      const header = isOlder ? encodeLine({ schema }) : "";
      await appendText(file, tail, `${prefix(tail, schema)}${header}${records.map(encodeLine).join("")}`);
      if (isNew) await syncFolder(files, dirname(path));
    } finally {
      await file.close();
    }
  });
}

/** A new file starts with its schema; after a torn end comes a line feed and a line that says what is torn, so that it is not taken for damage. */
function prefix(tail: Tail, schema: number): string {
  if (tail.size === 0) return encodeLine({ schema });
  const lineFeed = tail.endsWithLineFeed ? "" : "\n";
  if (!tail.torn) return lineFeed;
  const mark = encodeLine({ torn: [tail.torn.from, tail.torn.to] });
  const header = tail.torn.from === 0 ? encodeLine({ schema }) : "";
  return `${lineFeed}${mark}${header}`;
}

async function appendText(file: OpenFile, tail: Tail, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  try {
    const written = await file.write(bytes, tail.size);
    if (written !== bytes.length) {
      throw new Error(`only ${written} of ${bytes.length} bytes were written`);
    }
    await file.datasync();
  } catch (error) {
    // Best effort: where even this fails the end is torn, which readers skip and the next writer marks.
    await file.truncate(tail.size).catch(() => undefined);
    throw error;
  }
}

/** Whether the file begins with an older schema. */
async function requireKnownSchema(file: OpenFile, path: string, ours: number): Promise<boolean> {
  const head = (await readRange(file, 0, 256)).toString("utf8");
  const record = decodeLine(head.slice(0, Math.max(0, head.indexOf("\n"))));
  const schema = record?.["schema"];
  if (typeof schema === "number" && schema > ours) throw newerSchema(path, schema, ours);
  return typeof schema === "number" && schema < ours;
}
