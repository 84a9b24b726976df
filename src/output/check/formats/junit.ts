import type { CheckResult } from "../../../checks/index.js";
import { targetOf } from "../fold.js";
import type { CheckFormat, CheckReport } from "../report.js";
import { escapeXml } from "./xml.js";

/**
 * JUnit's XML as GitLab, Jenkins and GitHub read it: a suite for each target, a case for each check, `classname` the target.
 * CRITICAL and WARNING are failures; what could not be determined is an error.
 */
export const junit: CheckFormat = {
  name: "junit",
  summary: "JUnit XML",
  render: renderJunit,
};

function renderJunit(report: CheckReport): string {
  const suites = [...byTarget(report.results)];
  const counts = countsOf(report.results);
  const time = seconds(report.durationMs);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="itom check" ${counts} time="${time}">`,
    ...suites.flatMap(([target, results]) => suiteLines(target, results, report.startedAt)),
    "</testsuites>",
    "",
  ].join("\n");
}

function suiteLines(target: string, results: readonly CheckResult[], startedAt: Date): string[] {
  const name = escapeXml(target);
  const time = seconds(results.reduce((sum, result) => sum + result.durationMs, 0));
  const timestamp = startedAt.toISOString().slice(0, 19);
  return [
    `  <testsuite name="${name}" ${countsOf(results)} skipped="0" time="${time}" timestamp="${timestamp}" hostname="${name}">`,
    ...results.flatMap((result) => caseLines(name, result)),
    "  </testsuite>",
  ];
}

function caseLines(classname: string, result: CheckResult): string[] {
  const open = `    <testcase name="${escapeXml(result.check)}" classname="${classname}" time="${seconds(result.durationMs)}"`;
  const element = elementOf(result);
  if (element === undefined && !result.flaky) return [`${open}/>`];
  if (element === undefined) {
    return [`${open}>`, `      <system-out>${escapeXml(result.summary)}</system-out>`, "    </testcase>"];
  }
  const hint = result.error?.hint === undefined ? "" : escapeXml(`hint: ${result.error.hint}`);
  const body = `      <${element} message="${escapeXml(result.summary)}" type="${result.error?.kind ?? result.state}">${hint}</${element}>`;
  return [`${open}>`, body, "    </testcase>"];
}

function elementOf(result: CheckResult): "failure" | "error" | undefined {
  if (result.state === "OK") return undefined;
  return result.state === "CRITICAL" || result.state === "WARNING" ? "failure" : "error";
}

function countsOf(results: readonly CheckResult[]): string {
  const failures = results.filter((result) => elementOf(result) === "failure").length;
  const errors = results.filter((result) => elementOf(result) === "error").length;
  return `tests="${results.length}" failures="${failures}" errors="${errors}"`;
}

function byTarget(results: readonly CheckResult[]): Map<string, CheckResult[]> {
  const groups = new Map<string, CheckResult[]>();
  for (const result of results) {
    const target = targetOf(result);
    const group = groups.get(target);
    if (group) group.push(result);
    else groups.set(target, [result]);
  }
  return groups;
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}
