import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readKeys } from "../../src/terminal/keys.js";

function names(text: string, final = false): string[] {
  return readKeys(text, final).keys.map((key) => (key.name === "text" ? key.text : key.name));
}

describe("readKeys", () => {
  it.each([
    ["jk", ["j", "k"]],
    ["\u001B[A\u001B[B", ["up", "down"]],
    ["\u001BOA", ["up"]],
    ["\u001B[5~\u001B[6~", ["page-up", "page-down"]],
    ["\u001B[1;5A", []],
    ["\r\u007F\u0003", ["enter", "backspace", "ctrl-c"]],
    ["\u0001é😀", ["é", "😀"]],
    ["\u001Bx", ["escape", "x"]],
  ])("reads %j", (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it("waits for the rest of a sequence, and takes a lone ESC at last", () => {
    expect(readKeys("a\u001B[")).toEqual({ keys: [{ name: "text", text: "a" }], rest: "\u001B[" });
    expect(names("\u001B[5~")).toEqual(["page-up"]);
    expect(readKeys("\u001B")).toEqual({ keys: [], rest: "\u001B" });
    expect(names("\u001B", true)).toEqual(["escape"]);
  });

  it("ends on any text, and never waits for more than a key is long", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("\u001B", "[", "O", ";", "1", "~", "A", "é", " ") }),
        (text) => {
          expect(readKeys(text).rest.length).toBeLessThan(16);
          expect(readKeys(text, true).rest).toBe("");
        },
      ),
    );
  });
});
