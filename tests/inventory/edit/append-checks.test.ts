import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { appendChecks } from "../../../src/inventory/index.js";
import { itomErrorOf } from "../../support/itom-error-of.js";

const item = "- { on: a, type: load } # why";
const list = { on: "a", type: "load" };

describe("appendChecks", () => {
  it.each([
    [
      "at the end",
      "checks:\n  - { on: all, type: ping }\n",
      "checks:\n  - { on: all, type: ping }\n  - NEW\n",
    ],
    [
      "without a last line feed",
      "checks:\n- {on: all, type: ping}",
      "checks:\n- {on: all, type: ping}\n- NEW\n",
    ],
    [
      "ahead of another key and its comment",
      "checks:\n    - on: all # x\n      type: ping # last\n\n# the hosts\nhosts: {}\n",
      "checks:\n    - on: all # x\n      type: ping # last\n    - NEW\n\n# the hosts\nhosts: {}\n",
    ],
    [
      "behind a block scalar",
      "checks:\n  - on: all\n    command: |\n      a\n      b\nhosts: {}\n",
      "checks:\n  - on: all\n    command: |\n      a\n      b\n  - NEW\nhosts: {}\n",
    ],
    ["with no checks yet", "hosts: {}", "hosts: {}\nchecks:\n  - NEW\n"],
    [
      "with CRLF",
      "checks:\r\n  - { on: all }\r\nhosts: {}\r\n",
      "checks:\r\n  - { on: all }\r\n  - NEW\r\nhosts: {}\r\n",
    ],
    [
      "behind an alias",
      "a: &a { on: all }\nchecks:\n  - *a\n",
      "a: &a { on: all }\nchecks:\n  - *a\n  - NEW\n",
    ],
  ])("adds %s", (_, before, after) => {
    expect(appendChecks(before, [item]).text).toBe(after.replace("- NEW", item));
  });

  it.each([
    ["a flow list", "checks: [{ on: all }]\n"],
    ["an empty list", "checks: []\n"],
    ["nothing", "checks:\n"],
    ["a flow file", "{ checks: [] }\n"],
    ["an end mark", "hosts: {}\n...\n"],
    ["no YAML", "a: b: c\n"],
    ["an empty file", ""],
  ])("refuses %s", (_, text) => {
    expect(itomErrorOf(() => appendChecks(text, [item]))?.code).toBe("CONFIG");
  });

  it("keeps every other character, and adds just the items", () => {
    const filler = fc.constantFrom("", "\n", "# note\n", "\n\n# - { on: x }\n", "  # deep\n");
    const one = fc.constantFrom(
      "- { on: all, type: ping }",
      "- on: all\n  type: ping",
      '- { on: all, text: "a # b" } # c',
      "- on: all\n  text: >-\n    a\n    b\n",
    );
    const after = fc.constantFrom("", "hosts: {}\n", "windows:\n  night: {}\n");
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 1, maxLength: 4 }),
        filler,
        filler,
        after,
        (items, above, below, more) => {
          const text = `version: 1\n${above}checks:\n${items.map((each) => each.trimEnd()).join("\n")}\n${below}${more}`;
          const { text: result, offset, inserted } = appendChecks(text, [item]);
          expect(result.slice(0, offset) + result.slice(offset + inserted.length)).toBe(text);
          const before = parse(text) as { checks: unknown[] };
          expect(parse(result)).toEqual({ ...before, checks: [...before.checks, list] });
        },
      ),
    );
  });
});
