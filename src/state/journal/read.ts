import { newerSchema } from "../document-file.js";
import type { FileSystem, OpenFile } from "../file-system.js";
import { codeOf, explaining } from "../state-error.js";
import type { Journal } from "./append.js";
import { decodeLine, type JournalRecord } from "./line.js";
import { readLines, type RawLine } from "./lines.js";

/** A stretch of a journal that could not be read; offsets in bytes, `line` from 1. */
export interface BadStretch {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** What a reader skipped. Torn: a killed writer's last line, never acknowledged. Damaged: was good once, or is not ours. */
export interface JournalReport {
  readonly records: number;
  readonly torn: readonly BadStretch[];
  readonly damaged: readonly BadStretch[];
  /** The torn stretch is at the very end, so that no writer has marked it yet. */
  readonly tornTail: boolean;
}

const empty: JournalReport = { records: 0, torn: [], damaged: [], tornTail: false };

/**
 * Hands every good record to `take`, in the order of the file, with the schema it was written in and the offset behind it. What
 * is bad is skipped and reported; lines that `passOver` knows at a glance to be of no interest are not even looked into. Where there is no file there are no records; an unreadable one rejects with ItomError STATE.
 */
export async function readJournal(
  files: FileSystem,
  { path, schema: ours }: Journal,
  take: (record: JournalRecord, schema: number, to: number) => void,
  passOver: (text: string) => boolean = () => false,
): Promise<JournalReport> {
  return explaining("read", path, async () => {
    const file = await openExisting(files, path);
    if (!file) return empty;
    const reading = new Reading();
    try {
      for await (const line of readLines(file)) {
        if (passOver(line.text)) continue;
        const record = decodeLine(line.text);
        if (!record) reading.bad(line);
        else if (Array.isArray(record["torn"])) reading.markTorn(record["torn"]);
        else if (typeof record["schema"] === "number") reading.startSchema(path, record["schema"], ours);
        else take(reading.good(record), reading.schema ?? ours, line.to);
      }
      return reading.report();
    } finally {
      await file.close();
    }
  });
}

async function openExisting(files: FileSystem, path: string): Promise<OpenFile | undefined> {
  try {
    return await files.open(path, "read");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Sorts the bad stretches of one journal while its lines pass. */
class Reading {
  schema: number | undefined;
  #records = 0;
  /** Bad lines since the last good one: what they are shows when the next line is known. */
  #pending: BadStretch[] = [];
  readonly #torn: BadStretch[] = [];
  readonly #damaged: BadStretch[] = [];

  bad({ number, from, to }: RawLine): void {
    const last = this.#pending[this.#pending.length - 1];
    // Neighbours become one stretch, so that a file of garbage gives one finding.
    if (last?.to === from) this.#pending[this.#pending.length - 1] = { ...last, to };
    else this.#pending.push({ line: number, from, to });
  }

  good(record: JournalRecord): JournalRecord {
    this.#settle(this.#damaged);
    this.#records += 1;
    return record;
  }

  markTorn([from, to]: readonly unknown[]): void {
    const within = this.#pending.every(
      (stretch) =>
        typeof from === "number" && typeof to === "number" && stretch.from >= from && stretch.to <= to + 1,
    );
    this.#settle(within ? this.#torn : this.#damaged);
  }

  startSchema(path: string, schema: number, ours: number): void {
    if (schema > ours) throw newerSchema(path, schema, ours);
    this.#settle(this.#damaged);
    this.schema = schema;
  }

  report(): JournalReport {
    const tornTail = this.#pending.length > 0;
    this.#settle(this.#torn);
    return { records: this.#records, torn: this.#torn, damaged: this.#damaged, tornTail };
  }

  #settle(kind: BadStretch[]): void {
    kind.push(...this.#pending);
    this.#pending = [];
  }
}
