import { messageOf } from "../../lib/errors.js";
import type { StateFinding } from "../../ports/state-inspector.js";
import { readHistory } from "../checks/history.js";
import type { FileSystem } from "../file-system.js";

const historyFile = /^checks\/history\/(\d{4}-\d{2}-\d{2})\.jsonl$/;

/** The day of a history file, or undefined for another file. */
export function historyDay(path: string): string | undefined {
  return historyFile.exec(path)?.[1];
}

/** Reads one day's history whole. */
export async function inspectHistory(
  files: FileSystem,
  directory: string,
  path: string,
  day: string,
): Promise<StateFinding[]> {
  try {
    const report = await readHistory(files, directory, day, () => undefined);
    const findings: StateFinding[] = report.damaged.map(({ line, from, to }) => ({
      severity: "damage",
      path,
      line,
      message: `${to - from} bytes can't be read: they were damaged or changed by hand; readers skip them`,
      fix: "restore the file from a backup, or `itom state verify --repair` keeps these bytes aside",
    }));
    if (report.lost > 0) findings.push(lostFinding(path, report.lost));
    findings.push(...tornFindings(path, report.torn.length, report.tornTail));
    return findings;
  } catch (error) {
    return [{ severity: "damage", path, message: messageOf(error), fix: "see what the message says" }];
  }
}

function lostFinding(path: string, lost: number): StateFinding {
  const message = `${lost} results lack the line that says which check they are of`;
  return {
    severity: "damage",
    path,
    message,
    fix: "restore the file from a backup; readers skip these results",
  };
}

function tornFindings(path: string, torn: number, tornTail: boolean): StateFinding[] {
  const marked = torn - (tornTail ? 1 : 0);
  const findings: StateFinding[] = [];
  if (marked > 0) {
    const message = `${marked} times a run was ended while it wrote here; nothing that it had acknowledged is missing`;
    findings.push({ severity: "note", path, message });
  }
  if (tornTail) {
    const message =
      "ends in a torn line: a run was ended while it wrote; nothing that it had acknowledged is missing";
    findings.push({ severity: "warning", path, message, fix: "nothing: the next run marks it and goes on" });
  }
  return findings;
}
