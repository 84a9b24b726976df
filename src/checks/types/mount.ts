import type { z } from "zod";
import { oneOrMore, section, text } from "../../inventory/schema/basics.js";
import type { SectionOutput, ShellCheckType, Verdict } from "../contract.js";
import { conclude, type Finding } from "../type-support/findings.js";
import { brokenScript, unreadable } from "../type-support/missing-program.js";
import { texts } from "../type-support/options.js";

const options = section(
  {
    path: texts.describe("Mount points that must be there"),
    fs_type: text.describe("The file system's type, as ext4").optional(),
    source: text.describe("What is mounted, as /dev/sdb1 or nas:/export").optional(),
    options: oneOrMore(text, "a mount option or a list of them")
      .describe("Mount options that must be set, as rw or noexec")
      .transform((given): readonly string[] => (Array.isArray(given) ? given : [given]))
      .optional(),
  },
  "the options of mount",
);

type Options = z.output<typeof options>;

interface Mount {
  readonly source: string;
  readonly path: string;
  readonly fsType: string;
  readonly options: readonly string[];
}

/** What is mounted, from /proc/mounts (proc(5)); asks no file system, so that a stale NFS mount hangs nothing. */
export const mount = {
  kind: "shell",
  name: "mount",
  summary: "A file system that must be mounted, and how",
  targets: ["host"],
  example: "{ on: all, type: mount, path: /, options: rw }",
  options,
  script: () => ({
    text: String.raw`while read -r l;do printf 'm %s\n' "$l";done </proc/mounts`,
    sudo: false,
    light: true,
  }),
  evaluate,
} satisfies ShellCheckType<Options>;

function evaluate(given: Options, output: SectionOutput): Verdict {
  const broken = brokenScript("/proc/mounts", output);
  if (broken) return broken;
  const mounts = readMounts(output.stdout);
  if (mounts.length === 0) return unreadable("/proc/mounts", output);
  const findings = given.path.flatMap((path) => judgeMount(path, given, mounts));
  return conclude(findings, findings.map((finding) => finding.text).join("; "));
}

function judgeMount(path: string, given: Options, mounts: readonly Mount[]): Finding[] {
  // What was mounted last on a path is what one sees there.
  const found = mounts.findLast((each) => each.path === path);
  if (!found) return [{ state: "CRITICAL", text: `${path} is not mounted` }];
  const findings: Finding[] = [];
  if (given.fs_type !== undefined && found.fsType !== given.fs_type) {
    findings.push({ state: "CRITICAL", text: `${path} is ${found.fsType}, expected ${given.fs_type}` });
  }
  if (given.source !== undefined && found.source !== given.source) {
    findings.push({ state: "CRITICAL", text: `${path} is ${found.source}, expected ${given.source}` });
  }
  const missing = (given.options ?? []).filter((option) => !found.options.includes(option));
  if (missing.length > 0)
    findings.push({ state: "CRITICAL", text: `${path} lacks the option ${missing.join(", ")}` });
  return findings.length > 0 ? findings : [{ state: "OK", text: `${path} is mounted from ${found.source}` }];
}

function readMounts(stdout: string): Mount[] {
  return [...stdout.matchAll(/^m (\S+) (\S+) (\S+) (\S+)/gm)].map(([, source, path, fsType, written]) => ({
    source: unescape(source ?? ""),
    path: unescape(path ?? ""),
    fsType: fsType ?? "",
    options: (written ?? "").split(","),
  }));
}

/** Blanks in names are written as octal escapes (getmntent(3)). */
function unescape(word: string): string {
  return word.replaceAll(/\\([0-7]{3})/g, (_whole, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
