import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignColumns } from "../../src/terminal/align.js";
import { colourLevel } from "../../src/terminal/colour-level.js";
import { createProgress } from "../../src/terminal/progress.js";
import { sanitise, sanitiseLine } from "../../src/terminal/sanitise.js";
import type { Terminal } from "../../src/terminal/terminal.js";

describe("sanitise", () => {
  it.each([
    ["\u001B[2Jx", "\\x1b[2Jx"],
    ["\u009B31m", "\\x9b31m"],
    ["a\rb\u0008", "a\\x0db\\x08"],
    ["abc\u202Etxt", "abc\\u{202e}txt"],
    ["tab\tand\nline", "tab\tand\nline"],
    ["Grüße 日本", "Grüße 日本"],
  ])("%j", (given, safe) => expect(sanitise(given)).toBe(safe));

  it("leaves no control character in any text, and no line feed in a line", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(sanitise(text)).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
        expect(sanitiseLine(text)).not.toMatch(/[\r\n\t]/);
      }),
    );
  });
});

describe("colourLevel", () => {
  it.each([
    [false, { FORCE_COLOR: "1" }, true, 0],
    [undefined, { NO_COLOR: "1", FORCE_COLOR: "1" }, true, 0],
    [undefined, { NO_COLOR: "" }, true, 1],
    [undefined, { FORCE_COLOR: "3" }, false, 3],
    [undefined, { FORCE_COLOR: "0" }, true, 0],
    [undefined, {}, false, 0],
    [undefined, { TERM: "dumb" }, true, 0],
    [undefined, { TERM: "xterm-256color" }, true, 2],
    [undefined, { COLORTERM: "truecolor" }, true, 3],
  ] as const)("flag %s, %j, terminal %s", (flag, env, isTTY, level) => {
    expect(colourLevel(flag, env, isTTY)).toBe(level);
  });
});

describe("alignColumns", () => {
  it("pads to the widest cell and leaves no trailing space", () => {
    expect(
      alignColumns([
        ["a", "bb", ""],
        ["ccc", "d", "e"],
      ]),
    ).toBe("a    bb\nccc  d   e\n");
  });
});

describe("createProgress", () => {
  function terminal(isTTY: boolean): { written: string[]; terminal: Terminal } {
    const written: string[] = [];
    const stream = { isTTY, columns: 20, write: (text: string) => void written.push(text) };
    const unused = () => Promise.reject(new Error("not used"));
    return {
      written,
      terminal: { stdout: stream, stderr: stream, stdinIsTTY: isTTY, colours: unused, readStdin: unused },
    };
  }

  it("writes nothing where stderr is no terminal, or when told so", () => {
    for (const [isTTY, enabled] of [
      [false, true],
      [true, false],
    ] as const) {
      const { written, terminal: paper } = terminal(isTTY);
      const progress = createProgress(paper, enabled);
      progress.update("x");
      progress.clear();
      expect(written).toEqual([]);
    }
  });

  it("keeps to one line of the terminal and takes it away", () => {
    const { written, terminal: paper } = terminal(true);
    const progress = createProgress(paper, true);
    progress.update("x".repeat(50));
    progress.clear();
    expect(written).toEqual([`\r\u001B[K${"x".repeat(19)}`, "\r\u001B[K"]);
  });
});
