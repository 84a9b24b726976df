import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { didYouMean } from "../../src/lib/did-you-mean.js";
import { formatDuration, parseDuration } from "../../src/lib/duration.js";
import { shellQuote } from "../../src/lib/shell-quote.js";
import { formatSize, parseSize } from "../../src/lib/size.js";
import { execFileSync } from "node:child_process";

describe("durations", () => {
  it.each([
    ["500ms", 500],
    ["1.5s", 1_500],
    ["2h30m", 9_000_000],
    ["30d", 2_592_000_000],
    ["1 min", 60_000],
    ["250us", 0.25],
  ])("reads %s", (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each(["", "5", "s", "-5s", "5 s x", "1e3s", "5ss", "٣s"])("refuses %j", (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  );

  it.each([
    [0.5, "0.5 ms"],
    [350, "350 ms"],
    [2_500, "2.50 s"],
    [180_000, "3 min"],
    [7_200_000, "2.0 h"],
    [1_036_800_000, "12 d"],
  ])("writes %d", (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe("sizes", () => {
  it.each([
    ["512", 512],
    ["10GiB", 10 * 2 ** 30],
    ["1.5 MB", 1_500_000],
    ["200k", 200_000],
  ])("reads %s", (text, bytes) => expect(parseSize(text)).toBe(bytes));

  it.each(["", "GiB", "-1", "1XB", "1 2"])("refuses %j", (text) => expect(parseSize(text)).toBeUndefined());

  it("writes binary units", () =>
    expect([formatSize(0), formatSize(1536), formatSize(5 * 2 ** 40)]).toEqual([
      "0 B",
      "1.5 KiB",
      "5.0 TiB",
    ]));
});

describe("didYouMean", () => {
  it.each([
    ["wbe1", ["web1", "db1"], 'did you mean "web1"?'],
    ["completely", ["web1"], undefined],
  ])("%s", (word, names, expected) => expect(didYouMean(word, names)).toBe(expected));
});

describe("shellQuote", () => {
  it("gives any shell back exactly the word", () => {
    const word = fc.string({ unit: "grapheme", maxLength: 30 }).filter((text) => !text.includes("\0"));
    const words = fc.sample(word, 40);
    const printed = execFileSync("sh", ["-c", `printf '%s\\0' ${words.map(shellQuote).join(" ")}`], {
      encoding: "utf8",
    });
    expect(printed.split("\0").slice(0, -1)).toEqual(words);
  });

  it("refuses NUL", () => expect(() => shellQuote("a\0b")).toThrow(RangeError));
});
