import { array, assert, constantFrom, oneof, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import type { Scalar } from "../../src/inventory/model.js";
import { substitute } from "../../src/inventory/template.js";
import { itomErrorOf } from "../support/itom-error-of.js";

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
    const failure = itomErrorOf(() => substitute(written, words));
    expect(failure).toMatchObject({ code: "CONFIG", message: expect.stringMatching(message) });
    expect(failure?.hint).toMatch(hint);
  });

  it("leaves text without {{ alone", () => {
    assert(
      property(
        string().filter((text) => !text.includes("{{")),
        (text) => substitute(text, words) === text,
      ),
    );
  });

  it("throws nothing but ItomError", () => {
    const piece = oneof(string(), constantFrom("{{", "}}", "{{ name }}", "'", "{{ '", "nam"));
    assert(
      property(array(piece), (pieces) => {
        const error = itomErrorOf(() => substitute(pieces.join(""), words));
        return error === undefined || error.code === "CONFIG";
      }),
    );
  });
});
