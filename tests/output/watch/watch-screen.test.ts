import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayWidth } from "../../../src/lib/display-width.js";
import { keyOfResult, type CheckResult } from "../../../src/checks/index.js";
import { act } from "../../../src/output/watch/act.js";
import { actionOfKey } from "../../../src/output/watch/action-of-key.js";
import { emptyModel, learn, type WatchModel } from "../../../src/output/watch/model.js";
import { renderWatch } from "../../../src/output/watch/render.js";
import type { Key } from "../../../src/terminal/keys.js";
import { readKeys } from "../../../src/terminal/keys.js";
import { makeResult } from "../../support/results.js";

const same = (text: string): string => text;
const palette = { good: same, warning: same, bad: same, unknown: same, dim: same, strong: same };
const clock = (date: Date): string => date.toISOString().slice(11, 19);

function show(model: WatchModel, columns = 80, rows = 6): string[] {
  return renderWatch(model, { columns, rows, palette, clock, plain: false });
}

function rounds(...all: readonly (readonly CheckResult[])[]): WatchModel {
  return all.reduce<WatchModel>((model, results, index) => {
    const at = new Date(Date.UTC(2026, 0, 1, 9, index));
    return learn({ ...model, round: model.round + 1 }, results, keyOfResult, at);
  }, emptyModel);
}

const load = (value: number | null) => [{ label: "load", value, unit: "" }];
const three = rounds([
  makeResult("web10", "disk"),
  makeResult("web2", "disk"),
  makeResult("db1", "load", { state: "CRITICAL", summary: "load 9 > 4" }),
]);

/** Presses keys as a terminal sends them. */
function press(model: WatchModel, text: string, page = 4): WatchModel {
  return readKeys(text, true).keys.reduce((before: WatchModel, key: Key) => {
    const action = actionOfKey(key, before);
    return action ? act(before, action, page) : before;
  }, model);
}

describe("renderWatch", () => {
  it("shows worst first, a mark at the selected one, and the keys", () => {
    expect(show(three)).toEqual([
      "3 hosts, 3 checks: 1 CRITICAL, 2 OK".padEnd(71) + "  round 1",
      "> CRITICAL db1   load            load 9 > 4".padEnd(80),
      "  OK       web2  disk            fine".padEnd(80),
      "  OK       web10 disk            fine".padEnd(80),
      "",
      "j/k select  enter explain  / filter  a all or wrong  r run now  q quit",
    ]);
  });

  it("draws the main value of each round, with gaps, and marks a change of state with its time", () => {
    const model = rounds(
      [makeResult("web1", "load", { values: load(1) })],
      [makeResult("web1", "load", { values: load(null) })],
      [makeResult("web1", "load", { values: load(8), state: "WARNING", summary: "busy" })],
    );
    expect(show(model)[1]).toBe("> WARNING web1 load        ▁ █ *09:02:00 was OK busy".padEnd(80));
    const later = rounds(
      [makeResult("web1", "load", { state: "WARNING" })],
      [makeResult("web1", "load")],
      [makeResult("web1", "load")],
    );
    expect(show(later)[1]).toContain("  09:01:00 was WARNING fine");
  });

  it("tells what runs, what comes next, and what went wrong", () => {
    expect(show({ ...three, running: { done: 1, total: 3 } })[0]).toMatch(/round 1: checked 1 of 3$/);
    const at = new Date("2026-01-01T09:00:00Z");
    const ended = { ...three, lastTook: { at, durationMs: 1500 }, nextAt: new Date("2026-01-01T09:00:30Z") };
    expect(show(ended, 100)[0]).toMatch(/round 1 at 09:00:00 in 1.50 s, next at 09:00:30$/);
    expect(show({ ...three, notice: "not recorded: full" }).at(-1)).toBe("not recorded: full");
    expect(show(emptyModel)[1]).toContain("waiting for the first result");
  });

  it("fits any size and lets nothing hostile through", () => {
    const hostile = rounds([
      makeResult("we\u001B[2Jb", "日本語", { summary: "\u009B31m\u202E\n".repeat(20), values: load(3) }),
      makeResult("web2", "x".repeat(300), { state: "UNREACHABLE", summary: "é".repeat(300) }),
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 30 }), (columns, rows) => {
        const lines = show(press(hostile, "/e\u001B"), columns, rows);
        expect(lines.length).toBeLessThanOrEqual(Math.max(rows, 1));
        for (const line of lines) {
          expect(displayWidth(line)).toBeLessThanOrEqual(columns);
          expect(line).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202E]/);
        }
      }),
    );
  });
});

describe("keys", () => {
  it("select, by line, page and end, and never leave the rows", () => {
    const at = (text: string, page?: number): string | undefined => press(three, text, page).selected;
    expect(at("j")).toBe("web2/disk");
    expect(at("jj\u001B[A")).toBe("web2/disk");
    expect(at("jjjjjj")).toBe("web10/disk");
    expect(at("Gk")).toBe("web2/disk");
    expect(at("Gg")).toBe("db1/load");
    expect(at("\u001B[6~", 2)).toBe("web10/disk");
    expect(press(emptyModel, "jkGg").selected).toBeUndefined();
  });

  it("turn to the page of the selected row", () => {
    expect(show(press(three, "jj"), 80, 4).slice(1, 3)).toEqual([
      "> OK web10 disk            fine".padEnd(80),
      "",
    ]);
  });

  it("filter while typing, where q is a letter", () => {
    const typing = press(three, "/webq");
    expect(typing).toMatchObject({ filter: "webq", isTyping: true });
    expect(show(typing)[1]).toContain('nothing matches "webq"');
    const found = press(typing, "\u007F\r");
    expect(found).toMatchObject({ filter: "web", isTyping: false });
    expect(show(found)[1]).toContain("web2");
    expect(show(found).at(-1)).toMatch(/^filter "web"/);
    expect(press(found, "\u001B").filter).toBe("");
    expect(press(three, "/\u007F").isTyping).toBe(false);
  });

  it("show only what is wrong, and all again", () => {
    expect(show(press(three, "a")).filter((line) => line.includes("fine"))).toEqual([]);
    expect(press(three, "aa").onlyWrong).toBe(false);
    expect(show(press(rounds([makeResult("web1", "x")]), "a"))[1]).toContain("nothing is wrong");
  });

  it("scroll an explanation and close it", () => {
    const lines = ["one", "two", "three", "four"];
    const open: WatchModel = { ...three, explanation: { title: "db1/load", lines, top: 0 } };
    expect(show(press(open, "j", 2), 80, 4).slice(1, 3)).toEqual(["two", "three"]);
    expect(press(open, "jjjjjj", 2).explanation?.top).toBe(2);
    for (const key of ["\u001B", "e", "\r"]) expect(press(open, key).explanation).toBeUndefined();
  });

  it.each([
    ["q", "quit"],
    ["\u0003", "quit"],
    ["r", "run"],
    ["e", "explain"],
    ["\r", "explain"],
  ])("%j means %s", (text, kind) => {
    const [key] = readKeys(text).keys;
    expect(key && actionOfKey(key, three)).toEqual({ kind });
  });

  it("leave the filter by Ctrl-C too", () => {
    expect(actionOfKey({ name: "ctrl-c" }, { ...three, isTyping: true })).toEqual({ kind: "quit" });
    expect(actionOfKey({ name: "text", text: "x" }, three)).toBeUndefined();
  });
});
