import type { SectionOutput, ShellCheckType, Verdict } from "../contract.js";
import { unknown } from "../states.js";
import { fileOptions, type FileOptions } from "../type-support/file-options.js";
import { fileScript, readFileFacts } from "../type-support/file-script.js";
import { judgeFile } from "../type-support/judge-file.js";
import { brokenScript, firstLine, unreadable } from "../type-support/missing-program.js";

/** One file: that it is there or not, and what stat(1), sha256sum(1) and grep(1) say of it. */
export const file = {
  kind: "shell",
  name: "file",
  summary: "A file is there or not, with the right owner, mode, size, age and content",
  targets: ["host"],
  example: `{ on: all, type: file, path: /etc/shadow, mode: "0640", owner: root, sudo: true }`,
  options: fileOptions,
  script: (given) => ({
    text: fileScript({
      path: given.path,
      age: given.age !== undefined,
      sha256: given.sha256 !== undefined,
      patterns: [...(given.contains ?? []), ...(given.lacks ?? [])],
    }),
    sudo: given.sudo,
    light: true,
  }),
  evaluate,
} satisfies ShellCheckType<FileOptions>;

function evaluate(given: FileOptions, output: SectionOutput): Verdict {
  const { path, exists } = given;
  const broken = brokenScript(path, output);
  if (broken) return broken;
  if (/^failed 12[67]$/m.test(output.stdout)) return unknown("stat is not on the host");
  const facts = readFileFacts(output.stdout);
  if (facts === undefined) return refused(path, output);
  if (facts === "absent") {
    return { state: exists ? "CRITICAL" : "OK", summary: `${path} does not exist`, values: [] };
  }
  if (facts === "dangling")
    return { state: "CRITICAL", summary: `${path} is a link to what does not exist`, values: [] };
  if (!exists) return { state: "CRITICAL", summary: `${path} exists`, values: [] };
  return judgeFile(given, facts);
}

function refused(path: string, output: SectionOutput): Verdict {
  const line = firstLine(output.stdout);
  if (line?.endsWith(": Permission denied") !== true) return unreadable(path, output);
  const message = `${path} can't be looked at: permission denied`;
  return unknown(message, { kind: "OUTPUT", message, hint: "set sudo: true" });
}
