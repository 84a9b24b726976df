import { array, assert, constantFrom, oneof, property, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePattern } from "../../../src/inventory/select/parse-pattern.js";
import { printPattern, type Atom, type Term } from "../../../src/inventory/select/pattern.js";
import { itomErrorOf } from "../../support/itom-error-of.js";

const atoms = oneof(
  constantFrom<Atom>(
    { kind: "all" },
    { kind: "range", range: "web[01:20]" },
    { kind: "range", range: "r[1:3]-u[1:9:2]" },
    { kind: "regex", source: "^(web|db)" },
    { kind: "regex", source: String.raw`^w{1,3}[,)]\,` },
    { kind: "tag", tag: "prod" },
    { kind: "service", service: "shop*" },
    { kind: "state", state: "critical" },
    { kind: "file", path: "./some list.txt" },
    { kind: "last", result: "failed" },
  ),
  constantFrom("web1", "db.example.test", "a_b-c").map((name): Atom => ({ kind: "name", name })),
  constantFrom("web*", "?b", "*").map((glob): Atom => ({ kind: "glob", glob })),
);
const patterns = array(
  record<Term>({ operation: constantFrom("union", "intersect", "exclude"), atom: atoms }),
  { minLength: 1 },
);

describe("parsePattern", () => {
  it("reads what printPattern writes", () => {
    assert(
      property(patterns, (pattern) => {
        expect(parsePattern(printPattern(pattern))).toEqual(pattern);
      }),
    );
  });

  it("throws nothing but ItomError USAGE on any text", () => {
    const piece = oneof(
      string(),
      constantFrom("~", "[", "]", "[1:3]", ",", "&", "!", "@", "tag:", "(", ")*", "web"),
    );
    assert(
      property(array(piece), (pieces) => {
        const error = itomErrorOf(() => parsePattern(pieces.join("")));
        return error === undefined || error.code === "USAGE";
      }),
    );
  });

  it.each([
    ["", /is empty/],
    [" ", /is empty/],
    ["web,,db", /nothing before or after/],
    ["web,!", /nothing follows !/],
    ["web[3:1]", /ends before it begins/],
    ["web[1-3]", /is no name/],
    ["web[1:999999999]", /stands for/],
    ["~(", /is no regular expression/],
    ["~(a+)+$", /repeats a group/],
    ["~(a|a)*", /repeats a group/],
    [`~${"a".repeat(201)}`, /longer than 200/],
    ["~.*.*.*.*.*.*", /more than 5 repetitions/],
    ["state:bad", /no state "bad"/],
    ["tga:x", /tga: is not known/],
    ["tag:", /no name follows/],
    ["@", /file follows/],
    ["@last:", /needs a result/],
    ["we b", /is no name/],
    ["-rf", /is no name/],
  ])("refuses %j", (text, why) => {
    expect(itomErrorOf(() => parsePattern(text))).toMatchObject({
      code: "USAGE",
      message: expect.stringMatching(why),
    });
  });

  it("is CONFIG, with its place, for a pattern of the inventory", () => {
    const origin = { file: "inventory.yaml", line: 3, column: 9 };
    expect(itomErrorOf(() => parsePattern("a b", origin))).toMatchObject({
      code: "CONFIG",
      position: origin,
    });
  });
});
