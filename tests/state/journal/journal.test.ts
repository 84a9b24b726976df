import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { appendJournal } from "../../../src/state/journal/append.js";
import { decodeLine, encodeLine, maxLineBytes } from "../../../src/state/journal/line.js";
import { readJournal, type JournalReport } from "../../../src/state/journal/read.js";
import { nodeFileSystem } from "../../../src/state/node-file-system.js";
import { scratchFolders } from "../scratch.js";

const scratch = scratchFolders();
const journalIn = (folder: string) => ({ path: join(folder, "journal.jsonl"), schema: 1 });

async function append(folder: string, ...words: readonly string[]): Promise<void> {
  await appendJournal(nodeFileSystem, journalIn(folder), () => words.map((word) => ({ word })));
}

async function read(folder: string): Promise<JournalReport & { words: unknown[] }> {
  const words: unknown[] = [];
  const report = await readJournal(nodeFileSystem, journalIn(folder), ({ word }) => words.push(word));
  return { ...report, words };
}

async function threeWords(): Promise<Buffer> {
  const folder = scratch();
  await append(folder, "one");
  await append(folder, "zwölf", "three");
  return readFileSync(journalIn(folder).path);
}

function folderWith(bytes: Buffer | string): string {
  const folder = scratch();
  writeFileSync(journalIn(folder).path, bytes);
  return folder;
}

describe("a line", () => {
  test("goes there and back", () => {
    const line = encodeLine({ k: "é", v: [1, null], c: "own" });
    expect(decodeLine(line.trimEnd())).toEqual({ k: "é", v: [1, null], c: "own" });
  });

  test.each(["", "{}", '{"a":1}', '{"a":1,"c":"00000000"}', "null", '"text"'])(
    "%j is no good line",
    (line) => {
      expect(decodeLine(line)).toBeUndefined();
    },
  );

  test("that is too long is refused before anything is written", async () => {
    const folder = scratch();
    await append(folder, "one");
    await expect(append(folder, "x".repeat(maxLineBytes))).rejects.toMatchObject({ code: "STATE" });
    expect((await read(folder)).words).toEqual(["one"]);
  });
});

describe("a journal", () => {
  test("that is not there holds nothing", async () => {
    expect(await read(scratch())).toEqual({ words: [], records: 0, torn: [], damaged: [], tornTail: false });
  });

  test("cut at any byte keeps its whole lines, takes more, and reports what is torn, never damage", async () => {
    const whole = await threeWords();
    for (let length = 0; length < whole.length; length++) {
      const folder = folderWith(whole.subarray(0, length));
      const before = await read(folder);
      expect(before.damaged).toEqual([]);
      expect(before.words).toEqual(["one", "zwölf", "three"].slice(0, before.records));
      await append(folder, "four");
      const after = await read(folder);
      expect(after).toMatchObject({ words: [...before.words, "four"], damaged: [], tornTail: false });
      expect(after.torn.length).toBe(before.tornTail ? 1 : 0);
    }
  });

  test("torn twice in a row, in the middle of its mark, is still no damage", async () => {
    const whole = await threeWords();
    const folder = folderWith(whole.subarray(0, whole.length - 9));
    await append(folder, "four");
    const healed = readFileSync(journalIn(folder).path);
    const again = folderWith(healed.subarray(0, whole.length - 9 + 12));
    await append(again, "four");
    expect(await read(again)).toMatchObject({
      words: ["one", "zwölf", "four"],
      damaged: [],
      tornTail: false,
    });
  });

  test("with any byte changed never gives a wrong word and always says so", async () => {
    const whole = await threeWords();
    for (let at = 0; at < whole.length; at++) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 0x15, at);
      const { words, damaged, torn } = await read(folderWith(bytes));
      const good = ["one", "zwölf", "three"].filter((word) => words.includes(word));
      expect(words).toEqual(good);
      expect(damaged.length + torn.length).toBe(1);
    }
  });

  test("tells damage in the middle from a torn end", async () => {
    const [header, one, two, three] = (await threeWords()).toString("utf8").split("\n");
    const folder = folderWith(`${header}\n${one?.slice(3)}\n${two}\n${three?.slice(0, 9)}`);
    const report = await read(folder);
    expect(report).toMatchObject({
      words: ["zwölf"],
      damaged: [{ line: 2 }],
      torn: [{ line: 4 }],
      tornTail: true,
    });
  });

  test("of garbage is damage of bounded size, and its schema is asked for at the next append", async () => {
    const folder = folderWith(`${"x".repeat(3 * maxLineBytes)}\n${"\0".repeat(1000)}`);
    expect(await read(folder)).toMatchObject({ records: 0, torn: [{ from: 0 }], tornTail: true });
    await append(folder, "one");
    expect(await read(folder)).toMatchObject({ words: ["one"] });
  });

  test("of a newer itom is neither read nor written", async () => {
    const newer = encodeLine({ schema: 2 });
    const folder = folderWith(newer);
    const expected = { code: "STATE", message: expect.stringContaining("has schema 2") };
    await expect(read(folder)).rejects.toMatchObject(expected);
    await expect(append(folder, "one")).rejects.toMatchObject(expected);
    expect(readFileSync(journalIn(folder).path, "utf8")).toBe(newer);
  });

  test("that can't be read is an error, never empty", async () => {
    const folder = scratch();
    mkdirSync(journalIn(folder).path);
    await expect(read(folder)).rejects.toMatchObject({ code: "STATE" });
    await expect(append(folder, "one")).rejects.toMatchObject({ code: "STATE" });
  });
});
