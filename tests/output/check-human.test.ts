import { describe, expect, it } from "vitest";
import { renderHuman } from "../../src/output/check/human.js";
import { renderJson } from "../../src/output/check/json.js";

import { makeResult } from "../support/results.js";

const same = (text: string): string => text;
const palette = { good: same, warning: same, bad: same, unknown: same, dim: same, strong: same };

const refused = { kind: "REFUSED", message: "nothing listens there", hint: "start sshd" } as const;
const results = [
  makeResult("web10", "disk", { state: "WARNING", summary: "/ 85 % > 80 %" }),
  makeResult("web2", "disk", { state: "WARNING", summary: "/ 81 % > 80 %" }),
  makeResult("db1", "disk", { state: "UNKNOWN", summary: refused.message, error: refused }),
  makeResult("db1", "load", { state: "UNKNOWN", summary: refused.message, error: refused }),
  makeResult("db2", "front", { state: "CRITICAL", summary: "HTTP 500\u001B[2J" }),
  makeResult("web1", "disk"),
];

function render(changes: { quiet?: boolean; verbose?: boolean } = {}, list = results): string {
  return renderHuman(list, { palette, quiet: false, verbose: false, durationMs: 1_234, ...changes });
}

describe("renderHuman", () => {
  it("leads with what is wrong, folds one cause, and sums up the rest", () => {
    expect(render()).toBe(
      [
        "CRITICAL  db2    front    HTTP 500\\x1b[2J",
        "UNKNOWN   db1    disk +1  nothing listens there",
        "          hint: start sshd",
        "WARNING   web2   disk     / 81 % > 80 %",
        "WARNING   web10  disk     / 85 % > 80 %",
        "",
        "5 hosts, 6 checks: 1 CRITICAL, 2 UNKNOWN, 2 WARNING, 1 OK in 1.23 s",
        "",
      ].join("\n"),
    );
  });

  it("tells what is not confirmed yet, and what flaps", () => {
    const list = [
      makeResult("a", "c", { state: "WARNING", hard: false }),
      makeResult("b", "c", { state: "WARNING", flapping: true }),
    ];
    expect(render({ quiet: true }, list)).toBe(
      "WARNING  a  c  fine (not confirmed yet)\nWARNING  b  c  fine (flapping)\n",
    );
  });

  it("says nothing with quiet when all is well", () => {
    expect(render({ quiet: true }, [makeResult("web1", "disk")])).toBe("");
  });

  it("shows what is well with verbose", () => {
    expect(render({ verbose: true })).toMatch(/^OK +web1 +disk +fine$/m);
  });
});

describe("renderJson", () => {
  it("is one document with counts", () => {
    const document: unknown = JSON.parse(renderJson(results, new Date(0), 12.6));
    expect(document).toMatchObject({
      schema: "itom.check/1",
      startedAt: "1970-01-01T00:00:00.000Z",
      durationMs: 13,
      summary: { hosts: 5, services: 0, checks: 6, states: { CRITICAL: 1, UNKNOWN: 2, WARNING: 2, OK: 1 } },
    });
  });
});
