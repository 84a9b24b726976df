import type { z } from "zod";
import { flag, section } from "../../inventory/schema/basics.js";
import type { SectionOutput, ShellCheckType, Value, Verdict } from "../contract.js";
import { unknown } from "../states.js";
import {
  formatReading,
  judge,
  judgeReadings,
  measured,
  parseThreshold,
  refuseWarnBehindCrit,
  thresholdSchema,
  type Thresholds,
} from "../thresholds/index.js";
import { chooseMounts, isImage } from "../type-support/choose-mounts.js";
import { diskScript } from "../type-support/disk-script.js";
import { conclude, type Finding } from "../type-support/findings.js";
import { brokenScript, firstLine, unreadable } from "../type-support/missing-program.js";
import { readMounts, type Mount, type Usage } from "../type-support/mounts.js";
import { texts } from "../type-support/options.js";

const used = { unit: "%", direction: "high" } as const;
const free = { unit: "B", direction: "low" } as const;

const options = section(
  {
    warn: thresholdSchema(used, free).describe("A share that is used, or bytes that are free").optional(),
    crit: thresholdSchema(used, free).describe("A share that is used, or bytes that are free").optional(),
    inodes: section(
      { warn: thresholdSchema(used).optional(), crit: thresholdSchema(used).optional() },
      "warn and crit for the share of inodes in use",
    )
      .superRefine(refuseWarnBehindCrit)
      .optional(),
    mount: texts.describe("Only these mount points; globs").optional(),
    exclude: texts.describe("Not these mount points; globs").optional(),
    types: texts.describe("Only these kinds of filesystem; globs").optional(),
    exclude_types: texts.describe("Not these kinds of filesystem; globs").optional(),
    read_only: flag.describe("Whether a disk may be read-only without /etc/fstab saying so").default(false),
  },
  "the options of disk",
).superRefine(refuseWarnBehindCrit);

type Options = z.output<typeof options>;

const usual: Thresholds = { warn: parseThreshold("80%", used), crit: parseThreshold("90%", used) };

/** Space, inodes and writability of each mounted disk, from mountinfo (proc(5)) and df(1). */
export const disk = {
  kind: "shell",
  name: "disk",
  summary: "Space and inodes of each mounted disk, and whether it can still be written",
  targets: ["host"],
  example: "{ on: all, type: disk, warn: 80%, crit: 90%, inodes: { crit: 95% } }",
  options,
  script: ({ inodes, mount, types }) => ({
    text: diskScript({ inodes: inodes !== undefined, usual: mount === undefined && types === undefined }),
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
  const findings: Finding[] = unmatched.map((glob) => ({
    state: "UNKNOWN",
    text: `no mounted disk matches ${glob}`,
  }));
  const values: Value[] = [];
  const seen: { readonly point: string; readonly share: number }[] = [];
  for (const mount of mounts) {
    const share = addSpace(mount, given, output, findings, values);
    if (share !== undefined) seen.push({ point: mount.point, share });
    if (given.inodes) addInodes(mount, given.inodes, findings, values);
    addReadOnly(mount, given, findings);
  }
  if (findings.length === 0) return unknown("no mounted disk was found to look at");
  const fullest = seen
    .toSorted((a, b) => b.share - a.share)
    .map(({ point, share }) => `${point} ${formatReading(share, "%")}`);
  const more = fullest.length > 3 ? `, and ${fullest.length - 3} more` : "";
  return conclude(findings, `${fullest.slice(0, 3).join(", ")} used${more}`, { values, details: fullest });
}

/** The share in use, or undefined where it could not be determined. */
function addSpace(
  mount: Mount,
  given: Options,
  output: SectionOutput,
  findings: Finding[],
  values: Value[],
): number | undefined {
  const { point, space } = mount;
  const share = space && shareOf(space);
  if (!space || share === undefined) {
    const why = firstLine(
      [...output.stdout.matchAll(/^df: .*$/gm)].find(([line]) => line.includes(point))?.[0] ?? "",
    );
    findings.push({ state: "UNKNOWN", text: `${point}: ${why ?? "df does not tell its space"}` });
    return undefined;
  }
  const thresholds = given.warn || given.crit ? given : usual;
  const { state, reason } = judgeReadings({ "%": share, B: space.available }, thresholds);
  findings.push({ state, text: `${point} ${reason}` });
  values.push({ ...measured(point, share, "%", of("%", thresholds)), min: 0, max: 100 });
  if (thresholds.warn?.unit === "B" || thresholds.crit?.unit === "B") {
    values.push({
      ...measured(`${point} free`, space.available, "B", of("B", thresholds)),
      max: space.total,
    });
  }
  return share;
}

function addInodes(
  { point, inodes }: Mount,
  thresholds: Thresholds,
  findings: Finding[],
  values: Value[],
): void {
  // Some filesystems (btrfs, vfat) have no fixed number of inodes, and say 0.
  if (inodes?.total === 0) return;
  const share = inodes ? (shareOf(inodes) ?? null) : null;
  const { state, reason } = judge(share, thresholds);
  findings.push({ state, text: `${point} inodes ${reason}` });
  values.push(measured(`${point} inodes`, share, "%", thresholds));
}

function addReadOnly(mount: Mount, { read_only: allowed }: Options, findings: Finding[]): void {
  if (!mount.readOnly || mount.meant || allowed || isImage(mount)) return;
  findings.push({ state: "CRITICAL", text: `${mount.point} is read-only, and /etc/fstab does not say so` });
}

/** As df counts: of what others than root may use. */
function shareOf({ total, used: taken, available }: Usage): number | undefined {
  const whole = taken + available;
  if (total <= 0 || whole <= 0 || taken < 0) return undefined;
  return Number(Math.min(100, (taken / whole) * 100).toFixed(2));
}

function of(unit: "%" | "B", { warn, crit }: Thresholds): Thresholds {
  return { warn: warn?.unit === unit ? warn : undefined, crit: crit?.unit === unit ? crit : undefined };
}
