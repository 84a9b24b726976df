import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MarkerFilter } from "../../../src/connections/shell/marker-filter.js";

function filter(pieces: readonly Buffer[]): { words: string[]; text: string } {
  const words: string[] = [];
  const text: Buffer[] = [];
  const subject = new MarkerFilter(
    "nonce",
    (word) => words.push(word),
    (piece) => text.push(Buffer.from(piece)),
  );
  for (const piece of pieces) subject.push(piece);
  subject.end();
  return { words, text: Buffer.concat(text).toString("latin1") };
}

test("markers are found and all else is kept, however the stream is cut", () => {
  const part = fc.oneof(
    fc.constantFrom("nonce:started;", "nonce:exit=7;"),
    fc.constantFrom("non", "nonce", "nonce:", "n", ":", "x", `nonce:${"y".repeat(30)};`),
  );
  fc.assert(
    fc.property(fc.array(part), fc.array(fc.nat(40), { minLength: 1 }), (parts, sizes) => {
      const whole = Buffer.from(parts.join(""));
      const pieces: Buffer[] = [];
      for (let at = 0, i = 0; at < whole.length; i++) {
        const size = 1 + (sizes[i % sizes.length] ?? 0);
        pieces.push(whole.subarray(at, at + size));
        at += size;
      }
      const pattern = /nonce:([^;]{0,24});/g;
      expect(filter(pieces)).toEqual(filter([whole]));
      const { words, text } = filter([whole]);
      const wordLength = words.reduce((sum, word) => sum + word.length + "nonce:;".length, 0);
      expect(text.length + wordLength).toBe(whole.length);
      for (const word of words) expect(`nonce:${word};`).toMatch(pattern);
    }),
  );
});

test("a prompt without anything after it is seen at once", () => {
  const words: string[] = [];
  const subject = new MarkerFilter(
    "nonce",
    (word) => words.push(word),
    () => {},
  );
  subject.push(Buffer.from("lecture\nnonce:pro"));
  subject.push(Buffer.from("mpt;"));
  expect(words).toEqual(["prompt"]);
});

test("text that only looks like the beginning of a marker comes out before the end", () => {
  const text: string[] = [];
  const subject = new MarkerFilter(
    "nonce",
    () => {},
    (piece) => text.push(piece.toString()),
  );
  subject.push(Buffer.from("abc non"));
  subject.push(Buffer.from("sense"));
  expect(text.join("")).toBe("abc nonsense");
});
