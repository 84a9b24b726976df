import type { z } from "zod";
import { section } from "../../inventory/schema/basics.js";
import type { SectionOutput, ShellCheckType, Value, Verdict } from "../contract.js";
import { unknown } from "../states.js";
import {
  formatReading,
  judge,
  measured,
  parseThreshold,
  refuseWarnBehindCrit,
  thresholdSchema,
  type Thresholds,
} from "../thresholds/index.js";
import { chooseMounts } from "../type-support/choose-mounts.js";
import { diskScript } from "../type-support/disk-script.js";
import { conclude, type Finding } from "../type-support/findings.js";
import { brokenScript, unreadable } from "../type-support/missing-program.js";
import { readMounts } from "../type-support/mounts.js";
import { texts } from "../type-support/options.js";

const kind = { unit: "%", direction: "high" } as const;

const options = section(
  {
    warn: thresholdSchema(kind).describe("Share of the inodes in use").optional(),
    crit: thresholdSchema(kind).describe("Share of the inodes in use").optional(),
    mount: texts.describe("Only these mount points; globs").optional(),
    exclude: texts.describe("Not these mount points; globs").optional(),
  },
  "the options of inode",
).superRefine(refuseWarnBehindCrit);

type Options = z.output<typeof options>;

const usual: Thresholds = { warn: parseThreshold("80%", kind), crit: parseThreshold("90%", kind) };

/** Inodes in use on each mounted disk, from df -i; the same disks that the type disk looks at. */
export const inode = {
  kind: "shell",
  name: "inode",
  summary: "Inodes in use on each mounted disk",
  targets: ["host"],
  example: "{ on: all, type: inode, warn: 80%, crit: 90% }",
  options,
  script: ({ mount }) => ({
    text: diskScript({ inodes: true, usual: mount === undefined }),
    sudo: false,
    light: true,
  }),
  evaluate,
} satisfies ShellCheckType<Options>;

function evaluate(given: Options, output: SectionOutput): Verdict {
  const broken = brokenScript("the mounted disks", output);
  if (broken) return broken;
  const all = readMounts(output.stdout);
  if (!all) return unreadable("the mounted disks", output);
  const { mounts, unmatched } = chooseMounts(all, given);
  const thresholds = given.warn || given.crit ? given : usual;
  const findings: Finding[] = unmatched.map((glob) => ({
    state: "UNKNOWN",
    text: `no mounted disk matches ${glob}`,
  }));
  const values: Value[] = [];
  for (const { point, inodes } of mounts) {
    // Some filesystems (btrfs, vfat) have no fixed number of inodes, and say 0.
    if (inodes?.total === 0) continue;
    const share = inodes ? Number(((inodes.used / inodes.total) * 100).toFixed(2)) : null;
    const { state, reason } = judge(share, thresholds);
    findings.push({ state, text: `${point} inodes ${reason}` });
    values.push(measured(point, share, "%", thresholds));
  }
  if (findings.length === 0) return unknown("no mounted disk has a number of inodes");
  const most = Math.max(...values.map(({ value }) => value ?? 0));
  return conclude(findings, `at most ${formatReading(most, "%")} of the inodes used`, { values });
}
