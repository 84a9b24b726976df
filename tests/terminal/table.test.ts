import { Chalk } from "chalk";
import { describe, expect, it } from "vitest";
import { renderTable } from "../../src/terminal/table.js";

const plain = new Chalk({ level: 0 });
const table = {
  head: ["NAME", "ADDRESS", "SUMMARY"],
  rows: [
    ["web1", "10.0.0.1", "disk / is 93% full, which is above the critical threshold of 90%"],
    ["a-long-name", "10.0.0.2", "ok"],
  ],
};

describe("renderTable", () => {
  it("aligns columns and cuts nothing off a terminal", () => {
    expect(renderTable(table, { isTTY: false, columns: 20, colours: plain })).toBe(
      [
        "NAME         ADDRESS   SUMMARY",
        "web1         10.0.0.1  disk / is 93% full, which is above the critical threshold of 90%",
        "a-long-name  10.0.0.2  ok",
        "",
      ].join("\n"),
    );
  });

  it("keeps each row to the terminal's width", () => {
    const text = renderTable(table, { isTTY: true, columns: 50, colours: plain });
    const lines = text.trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(50);
    expect(lines[1]).toMatch(/…$/);
  });

  it("makes hostile text harmless, and paints after that", () => {
    const colours = new Chalk({ level: 1 });
    const text = renderTable(
      { head: ["A"], rows: [["\u001B[2Jx"], [{ text: "bad\n", paint: colours.red }]] },
      { isTTY: true, columns: 80, colours },
    );
    expect(text).toBe("\u001B[1mA\u001B[22m\n\\x1b[2Jx\n\u001B[31mbad \u001B[39m\n");
  });
});
