import { parse as parseCsv } from "csv-parse/sync";
import {
  defaultTreeAdapter as tree,
  html as parse5Html,
  parse as parseHtml,
  type DefaultTreeAdapterTypes as Html,
} from "parse5";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import type { CheckResult } from "../../../src/checks/index.js";
import { stateText, targetOf } from "../../../src/output/check/fold.js";
import { block, forResults, line, throughFile, written } from "./hostile.js";

describe("json and ndjson", () => {
  it("give back each result as it was", () => {
    forResults((results) => {
      const document = JSON.parse(written("json", results)) as { results: unknown };
      expect(document.results).toEqual(results);
      const lines = written("ndjson", results).split("\n");
      expect(lines.pop()).toBe("");
      expect(lines.map((text) => JSON.parse(text) as unknown)).toEqual(results);
    });
  });
});

describe("csv", () => {
  it("gives back each cell, led by an apostrophe where a spreadsheet would compute it", () => {
    forResults((results) => {
      const [, ...rows] = parseCsv(written("csv", results), { recordDelimiter: "\r\n" });
      const expected = results.flatMap((result) => {
        const values = result.values.length > 0 ? result.values : [undefined];
        return values.map((value) => [
          targetOf(result), result.check, result.type, result.state, result.summary,
          value?.value === null || value === undefined ? "" : String(value.value), value?.unit ?? "", value?.label ?? "",
          result.startedAt, String(result.durationMs), result.error?.kind ?? "", String(result.attempts),
        ].map(block)); // prettier-ignore
      });
      expect(rows.map((row) => row.map(withoutApostrophe))).toEqual(
        expected.map((row) => row.map(withoutApostrophe)),
      );
      for (const cell of rows.flat())
        expect(cell).not.toMatch(/^[=+@\t\r＝＋－＠]|^-(?!\d*\.?\d+(e[+-]?\d+)?$)/);
    });
  });
});

function withoutApostrophe(cell: string): string {
  return cell.replace(/^'/, "");
}

interface Case {
  readonly attributes: Readonly<Record<string, string>>;
  readonly suite: string;
  outcome?: { readonly name: string; readonly attributes: Readonly<Record<string, string>>; text: string };
}

/** Reads JUnit's XML with a parser that refuses what is not well-formed, and checks its structure on the way. */
function readJunit(text: string): { cases: Case[]; suites: Readonly<Record<string, string>>[] } {
  const parser = new SaxesParser();
  const parents: Readonly<Record<string, readonly string[]>> = {
    testsuites: [], testsuite: ["testsuites"], testcase: ["testsuite"], failure: ["testcase"], error: ["testcase"],
    "system-out": ["testcase"],
  }; // prettier-ignore
  const open: string[] = [];
  const cases: Case[] = [];
  const suites: Readonly<Record<string, string>>[] = [];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    expect(parents[name] ?? ["nowhere"]).toEqual(open.slice(-1));
    open.push(name);
    if (name === "testsuite") suites.push(attributes);
    const last = cases.at(-1);
    if (name === "testcase") cases.push({ attributes, suite: suites.at(-1)?.["name"] ?? "" });
    else if (last && /^(failure|error|system-out)$/.test(name)) last.outcome = { name, attributes, text: "" };
  });
  parser.on("text", (more) => {
    const last = cases.at(-1);
    if (last?.outcome && /failure|error|system-out/.test(open.at(-1) ?? "")) last.outcome.text += more;
    else expect(more.trim()).toBe("");
  });
  parser.on("closetag", () => void open.pop());
  parser.write(text).close();
  return { cases, suites };
}

/** What XML 1.0 can't hold becomes U+FFFD; the rest comes back to the last space. */
function inXml(text: string): string {
  return throughFile(text).replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "\uFFFD");
}

describe("junit", () => {
  it("gives back each name, summary and hint, and counts right", () => {
    forResults((results) => {
      const { cases, suites } = readJunit(written("junit", results));
      const found = cases.map(({ attributes, suite, outcome }) => [
        suite, attributes["classname"], attributes["name"], outcome?.name, outcome?.attributes["message"], outcome?.text,
      ]); // prettier-ignore
      expect(found.toSorted()).toEqual(results.map(expectedCase).toSorted());
      const sum = (key: string): number => suites.reduce((total, suite) => total + Number(suite[key]), 0);
      expect(sum("tests")).toBe(results.length);
      expect(sum("failures") + sum("errors")).toBe(results.filter(({ state }) => state !== "OK").length);
    });
  });
});

function expectedCase(result: CheckResult): unknown[] {
  const target = inXml(targetOf(result));
  const head = [target, target, inXml(result.check)];
  if (result.flaky) return [...head, "system-out", undefined, inXml(result.summary)];
  if (result.state === "OK") return [...head, undefined, undefined, undefined];
  const element = result.state === "CRITICAL" || result.state === "WARNING" ? "failure" : "error";
  return [...head, element, inXml(result.summary), inXml(`hint: ${result.error?.hint}`)];
}

describe("html", () => {
  it("shows each text as it is, and holds no element but its own", () => {
    forResults((results) => {
      const elements = elementsOf(parseHtml(written("html", results)));
      const names = new Set(elements.map(({ tagName }) => tagName));
      const own = "html head meta title style body h1 p strong time table thead tbody tr th td br span";
      expect([...names].filter((name) => !own.split(" ").includes(name))).toEqual([]);
      const cells = elements.filter(({ tagName }) => tagName === "td").map(textOf);
      for (const [index, result] of results.entries()) {
        if (results.length > 1) continue; // several of one cause share a row
        const hint = result.error?.hint === undefined ? "" : `hint: ${line(result.error.hint)}`;
        expect(cells.slice(index * 4, index * 4 + 4)).toEqual(
          [
            stateText(result),
            line(targetOf(result)),
            line(result.check),
            `${line(result.summary)}${hint}`,
          ].map(inXml),
        );
      }
    });
  });
});

function elementsOf(node: Html.Node): Html.Element[] {
  const children = "childNodes" in node ? node.childNodes.flatMap(elementsOf) : [];
  return tree.isElementNode(node) && node.namespaceURI === parse5Html.NS.HTML
    ? [node, ...children]
    : children;
}

function textOf(node: Html.Node): string {
  if (tree.isTextNode(node)) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}
