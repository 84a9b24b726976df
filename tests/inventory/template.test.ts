import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Scalar } from "../../src/inventory/model.js";
import { substitute } from "../../src/inventory/template.js";
import { ItomError } from "../../src/lib/errors.js";

const words = new Map<string, Scalar>([
  ["name", "web1"],
  ["port", 8080],
  ["asset.serial", "A1"],
  ["empty", null],
]);

describe("substitute", () => {
  it.each([
    ["http://{{ name }}:{{port}}/", "http://web1:8080/"],
    ["{{ port }}", 8080],
    ["no words }}", "no words }}"],
    ["{{ asset.serial }}x", "A1x"],
    ["{{ '{{' }} name }}", "{{ name }}"],
    ['{{ "{{" }}', "{{"],
  ])("makes %j into %j", (written, expected) => {
    expect(substitute(written, words)).toBe(expected);
  });

  it("goes into lists and maps", () => {
    expect(substitute({ a: ["{{ name }}", 1, null], b: { c: true } }, words)).toEqual({
      a: ["web1", 1, null],
      b: { c: true },
    });
  });

  it.each([
    ["{{ nmae }}", /\{\{ nmae \}\} is not known/, 'did you mean "name"?'],
    ["{{ empty }}", /has no value/, /known are|did you mean/],
    ["{{ name", /without an end/, /literal/],
    ["{{ 1 + 1 }}", /is not a name/, /literal/],
    ["{{ name | upper }}", /is not a name/, /literal/],
    ["{{}}", /is not a name/, /literal/],
  ])("refuses %j", (written, message, hint) => {
    const failure = catchError(() => substitute(written, words));
    expect(failure).toMatchObject({ code: "CONFIG", message: expect.stringMatching(message) });
    expect(failure.hint).toMatch(hint);
  });

  it("throws nothing but ItomError, and leaves text without {{ alone", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (!text.includes("{{")) return expect(substitute(text, words)).toBe(text);
        try {
          substitute(text, words);
        } catch (error) {
          expect(error).toBeInstanceOf(ItomError);
        }
      }),
    );
  });
});

function catchError(run: () => unknown): ItomError {
  try {
    run();
  } catch (error) {
    if (error instanceof ItomError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
