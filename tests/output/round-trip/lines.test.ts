import { Parser } from "tap-parser";
import { describe, expect, it } from "vitest";
import type { CheckResult, Value } from "../../../src/checks/index.js";
import { parsePerfdata } from "../../../src/checks/perfdata.js";
import { sanitiseLine } from "../../../src/terminal/sanitise.js";
import { stateText, targetOf, wantsAttention } from "../../../src/output/check/fold.js";
import { block, forResults, line, written } from "./hostile.js";
import { readPrometheus } from "../../support/read-prometheus.js";

describe("tap", () => {
  it("gives back each name, state, message and hint to a TAP parser", () => {
    forResults((results) => {
      const text = written("tap", results);
      const points = Parser.parse(text, { strict: true }).flatMap(([event, data]) =>
        event === "assert" ? [data] : [],
      );
      expect(points.map(({ ok, name }) => [ok, name])).toEqual(
        results.map((result) => [result.state === "OK", tapName(result)]),
      );
      expect(points.map(({ skip, todo, diag }) => [skip, todo, diag])).toEqual(
        results.map((result) => [false, false, wantsAttention(result) ? diagOf(result) : null]),
      );
    });
  });
});

/** A brace at the end is closed, so that it opens no subtest. */
function tapName(result: CheckResult): string {
  return line(`${targetOf(result)}/${result.check}`)
    .trim()
    .replace(/\{$/, "{}");
}

/** JSON's escapes carry even what UTF-8 can't. */
function diagOf({ state, summary, error }: CheckResult): unknown {
  const rest = error && { kind: error.kind, hint: sanitiseLine(error.hint ?? "") };
  return { state, message: sanitiseLine(summary), ...rest };
}

describe("prometheus", () => {
  it("gives back each label and value, each family in one piece and no series twice", () => {
    forResults((results) => {
      const { families, samples } = readPrometheus(written("prometheus", results));
      expect(new Set(families).size).toBe(families.length);
      const series = samples.map(({ name, labels }) => JSON.stringify([name, labels]));
      const distinct = new Set(results.map(({ host, check }) => block(JSON.stringify([host, check]))));
      if (distinct.size === results.length) expect(new Set(series).size).toBe(series.length);
      const states = samples.filter(({ name }) => name === "itom_check_state").map(({ labels }) => labels);
      expect(states).toEqual(
        results.map(({ host = "", check, type }) => ({ host: block(host), check: block(check), type })),
      );
      for (const { labels, value } of samples.filter(({ name }) => name === "itom_check_value")) {
        const known = results
          .flatMap(({ values }) => values)
          .filter((one) => block(one.label) === labels["label"]);
        expect(known.map((one) => one.value)).toContain(value);
      }
    });
  });
});

/** What performance data can say of a value. */
function inPerfdata({ label, value, unit, warn, min }: Value, prefix = ""): Value {
  const name = line(`${prefix}${label}`).replaceAll("=", "_").replaceAll("|", "/");
  return {
    label: name,
    value,
    unit: value === null ? "" : unit,
    ...(warn !== undefined && { warn }),
    ...(min !== undefined && { min }),
  };
}

describe("nagios", () => {
  it("says one state first, and gives back each value to a reader of performance data", () => {
    forResults((results) => {
      const text = written("nagios", results);
      expect(text).toMatch(/^(OK|WARNING|CRITICAL|UNKNOWN): /);
      const [words = "", data = "", ...more] = text.trimEnd().split("|");
      expect(more).toEqual([]);
      expect(words.split("\n").length).toBeLessThanOrEqual(1 + results.length);
      const { values, rest } = parsePerfdata(data);
      expect(rest).toEqual([]);
      const expected = results.flatMap((result) => {
        const prefix = results.length > 1 ? `${targetOf(result)}/${result.check}/` : "";
        return result.values.map((value) => inPerfdata(value, prefix));
      });
      expect(values).toEqual(expected);
    });
  });
});

describe("passive", () => {
  it("gives one command with its fields for each result", () => {
    forResults((results) => {
      const lines = written("passive", results).split("\n");
      expect(lines.pop()).toBe("");
      const codes = { OK: "0", WARNING: "1", CRITICAL: "2", UNKNOWN: "3", UNREACHABLE: "3" };
      const field = (text: string): string => line(text).replaceAll(";", ",");
      expect(lines.map((text) => text.split(";").slice(0, 4))).toEqual(
        results.map(({ host = "", check, state }) => [
          "[1767225600] PROCESS_SERVICE_CHECK_RESULT", field(host), field(check), codes[state],
        ]), // prettier-ignore
      );
      for (const [index, { summary, values }] of results.entries()) {
        const output = (lines[index] ?? "").split(";").slice(4).join(";");
        const [words, data = ""] = output.split("|");
        expect(words).toBe(field(summary).replaceAll("|", "/"));
        expect(parsePerfdata(data).values).toEqual(values.map((value) => inPerfdata(value)));
      }
    });
  });
});

describe("checkmk", () => {
  it("gives status, name, metrics and text of each result", () => {
    forResults((results) => {
      const lines = written("checkmk", results).split("\n");
      expect(lines.pop()).toBe("");
      const read = lines.map((text) => /^([0-3]) "([^"]*)" (-|[\w=.|-]+) (.*)$/.exec(text)?.slice(1));
      expect(read.map((fields) => [fields?.[1], fields?.[3]])).toEqual(
        results.map((result) => [
          line(`${targetOf(result)} ${result.check}`).replaceAll('"', "'"),
          line(result.summary),
        ]),
      );
      expect(read.map((fields) => readMetrics(fields?.[2] ?? ""))).toEqual(
        results.map(({ values }) => values.flatMap(({ value }) => (value === null ? [] : [value]))),
      );
    });
  });
});

function readMetrics(text: string): number[] {
  return text === "-" ? [] : text.split("|").map((metric) => Number(/^\w+=(\S+)$/.exec(metric)?.[1]));
}

describe("github", () => {
  it("gives one workflow command for each problem, whose title and text come back", () => {
    forResults((results) => {
      const lines = written("github", results).split("\n");
      expect(lines.pop()).toBe("");
      const [result] = results;
      if (results.length > 1 || !result) return; // several of one cause share an annotation
      const expected = !wantsAttention(result) ? [] : [
        [
          result.flaky ? "notice" : result.state === "WARNING" ? "warning" : "error",
          block(`${result.flaky ? "FLAKY" : result.state} ${targetOf(result)}/${result.check}`),
          block(result.flaky ? result.summary : `${result.summary}\nhint: ${result.error?.hint}`),
        ],
      ]; // prettier-ignore
      expect(lines.map(readCommand)).toEqual(expected);
    }, 2);
  });
});

/** As the runner reads it: a property ends at a comma or at `::`. */
function readCommand(text: string): unknown[] {
  const [, level, title = "", data = ""] = /^::(\w+) title=([^,:]*)::(.*)$/s.exec(text) ?? [];
  const unescape = (given: string): string =>
    given.replaceAll(/%(0D|0A|3A|2C|25)/g, (_all, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    );
  return [level, unescape(title), unescape(data)];
}

describe("markdown", () => {
  it("gives back each cell to a reader of tables", () => {
    forResults((results) => {
      const rows = written("markdown", results)
        .split("\n")
        .filter((text) => text.startsWith("| "));
      const [result] = results;
      if (results.length > 1 || !result) return; // several of one cause share a row
      const expected = !wantsAttention(result) ? [] : [
        [stateText(result), line(targetOf(result)).trim(), line(result.check).trim(), line(result.summary).trim()],
      ]; // prettier-ignore
      expect(rows.slice(2).map(readRow)).toEqual(expected);
    }, 2);
  });
});

/** GFM: a cell ends at a bar without a backslash; then backslash escapes and entities are read. */
function readRow(text: string): string[] {
  const cells = text.slice(1).split(/(?<=(?<!\\)(?:\\\\)*)\|/);
  expect(cells.pop()).toBe("");
  return cells.map((cell) =>
    cell
      .trim()
      .replaceAll(
        /\\([!-/:-@[-`{-~])|&(amp|lt);/g,
        (_all, character?: string, entity?: string) => character ?? (entity === "lt" ? "<" : "&"),
      ),
  );
}
