import type { Value, Verdict } from "../contract.js";
import { formatDuration } from "../../lib/duration.js";
import { formatSize } from "../../lib/size.js";
import type { FileOptions } from "./file-options.js";
import { judge, measured } from "../thresholds/index.js";
import type { FileFacts } from "./file-script.js";
import { conclude, type Finding } from "./findings.js";

/** Kinds by the upper bits of the mode (inode(7)). */
const kinds: Readonly<Record<number, string>> = {
  0x8: "file",
  0x4: "directory",
  0xc: "socket",
  0x1: "pipe",
  0x6: "block",
  0x2: "character",
};

/** Clocks and file servers may differ by this much; a change that lies further ahead tells nothing about the age. */
const skewSeconds = 60;

/** Judges a file that is there. */
export function judgeFile(given: FileOptions, facts: FileFacts): Verdict {
  const findings: Finding[] = [{ state: "OK", text: `${given.path} exists` }];
  const values: Value[] = [measured("size", facts.size, "B", given.size)];
  const kind = kinds[facts.mode >> 12] ?? "of another kind";
  const mode = (facts.mode & 0o7777).toString(8).padStart(4, "0");
  compare(given.kind, kind, "kind", findings);
  compare(given.mode?.padStart(4, "0"), mode, "mode", findings);
  compareOneOf(given.owner, [facts.user, facts.uid], "owner", findings);
  compareOneOf(given.group, [facts.group, facts.gid], "group", findings);
  if (given.size) {
    const { state, reason } = judge(facts.size, given.size);
    findings.push({ state, text: `size ${reason}` });
  }
  if (given.age) addAge(given.age, facts, findings, values);
  if (given.sha256 !== undefined) addHash(given.sha256, facts, findings);
  addContent(given, facts, findings);
  const named = findings.map(({ state, text }) => ({
    state,
    text: state === "OK" ? text : `${given.path}: ${text}`,
  }));
  return conclude(
    named,
    `${given.path}: ${kind} ${mode} ${facts.user}:${facts.group}, ${formatSize(facts.size)}`,
    { values },
  );
}

function compare(wanted: string | undefined, found: string, name: string, findings: Finding[]): void {
  if (wanted === undefined) return;
  findings.push({
    state: wanted === found ? "OK" : "CRITICAL",
    text: `${name} is ${found}, expected ${wanted}`,
  });
}

function compareOneOf(
  wanted: readonly string[] | undefined,
  found: readonly [name: string, id: string],
  name: string,
  findings: Finding[],
): void {
  if (wanted === undefined) return;
  const fits = wanted.some((each) => found.includes(each));
  findings.push({
    state: fits ? "OK" : "CRITICAL",
    text: `${name} is ${found[0]}, expected ${wanted.join(" or ")}`,
  });
}

function addAge(
  thresholds: NonNullable<FileOptions["age"]>,
  { now, changed }: FileFacts,
  findings: Finding[],
  values: Value[],
): void {
  const seconds = now === undefined ? null : now - changed;
  if (seconds !== null && seconds < -skewSeconds) {
    findings.push({ state: "UNKNOWN", text: `was changed ${formatDuration(-seconds * 1000)} in the future` });
    return;
  }
  const { state, reason } = judge(seconds === null ? null : Math.max(0, seconds) * 1000, thresholds);
  findings.push({ state, text: `age ${reason}` });
  values.push(measured("age", seconds === null ? null : Math.max(0, seconds), "s", thresholds));
}

function addHash(wanted: string, { sha256 }: FileFacts, findings: Finding[]): void {
  if (sha256 === undefined) findings.push({ state: "UNKNOWN", text: "its SHA-256 could not be determined" });
  else
    findings.push({
      state: sha256 === wanted ? "OK" : "CRITICAL",
      text: `SHA-256 is ${sha256.slice(0, 12)}…, expected ${wanted.slice(0, 12)}…`,
    });
}

function addContent(
  { contains = [], lacks = [] }: FileOptions,
  { grep }: FileFacts,
  findings: Finding[],
): void {
  for (const [index, pattern] of [...contains, ...lacks].entries()) {
    const status = grep.get(index);
    const mustBe = index < contains.length;
    if (status !== 0 && status !== 1) {
      findings.push({ state: "UNKNOWN", text: `could not be searched for /${pattern}/` });
    } else {
      const found = status === 0;
      findings.push({
        state: found === mustBe ? "OK" : "CRITICAL",
        text: `${found ? "has" : "lacks"} /${pattern}/`,
      });
    }
  }
}
