import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assert, dictionary, jsonValue, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { readDocument, writeDocument } from "../../src/state/document-file.js";
import { decodeDocument, encodeDocument, type DocumentKind } from "../../src/state/document.js";
import { nodeFileSystem } from "../../src/state/node-file-system.js";
import { scratchFolders } from "./scratch.js";

const scratch = scratchFolders();
type Colours = { readonly colours: readonly string[] };

/** Schema 1 held one colour, schema 2 a text of several, schema 3 holds a list. */
const colourKind: DocumentKind<Colours> = {
  name: "the colours",
  schema: 3,
  migrations: {
    1: (data) => ({ colours: String((data as { colour: unknown }).colour) }),
    2: (data) => ({ colours: String((data as { colours: unknown }).colours).split(" ") }),
  },
  parse: (data) =>
    typeof data === "object" && data !== null && "colours" in data && Array.isArray(data.colours)
      ? (data as Colours)
      : undefined,
};

const golden = {
  1: encodeDocument(1, 7, { colour: "red" }),
  2: encodeDocument(2, 8, { colours: "red green" }),
  3: encodeDocument(3, 9, { colours: ["red", "green"] }),
};

describe("a document", () => {
  test.each([
    [1, ["red"]],
    [2, ["red", "green"]],
    [3, ["red", "green"]],
  ] as const)("of schema %d is read as the present one", (schema, colours) => {
    expect(decodeDocument(colourKind, golden[schema])).toMatchObject({
      is: "good",
      schema,
      data: { colours },
    });
  });

  test("of an older schema is kept as a copy when it is replaced, byte for byte", async () => {
    const folder = scratch();
    const path = join(folder, "colours.json");
    writeFileSync(path, golden[1]);
    const before = await readDocument(nodeFileSystem, path, colourKind);
    await writeDocument(nodeFileSystem, path, colourKind, { colours: ["blue"] }, before);
    expect(readdirSync(folder).sort()).toEqual(["colours.json", "colours.schema-1.json"]);
    expect(readFileSync(join(folder, "colours.schema-1.json"))).toEqual(golden[1]);
    expect(await readDocument(nodeFileSystem, path, colourKind)).toEqual({
      rev: 8,
      data: { colours: ["blue"] },
    });
  });

  test("of a newer schema is refused, whatever else is in it", async () => {
    const path = join(scratch(), "colours.json");
    writeFileSync(path, '{"schema":4,"rev":0,"anything":[]}');
    await expect(readDocument(nodeFileSystem, path, colourKind)).rejects.toMatchObject({
      code: "STATE",
      hint: expect.stringContaining("newer itom"),
    });
  });

  test("with the right checksum and the wrong shape is damaged", () => {
    expect(decodeDocument(colourKind, encodeDocument(3, 1, { colours: "red" }))).toMatchObject({
      is: "damaged",
    });
  });

  test.each([
    "",
    " ",
    "null",
    "[]",
    "{}",
    '{"schema":0,"rev":1}',
    '{"schema":1.5,"rev":1}',
    '{"schema":"1","rev":1}',
  ])("of %j is damaged", (text) => {
    expect(decodeDocument(colourKind, Buffer.from(text)).is).toBe("damaged");
  });

  test("of any JSON object comes back as it was", () => {
    const anyKind: DocumentKind<object> = {
      name: "anything",
      schema: 1,
      migrations: {},
      parse: (data) => (typeof data === "object" && data !== null ? data : undefined),
    };
    assert(
      property(dictionary(string(), jsonValue()), (data) => {
        const decoded = decodeDocument(anyKind, encodeDocument(1, 5, data));
        expect(decoded).toEqual({ is: "good", schema: 1, rev: 5, data: JSON.parse(JSON.stringify(data)) });
      }),
    );
  });
});
