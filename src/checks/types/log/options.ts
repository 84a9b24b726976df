import type { z } from "zod";
import { duration, flag, matching, section } from "../../../inventory/schema/basics.js";
import { size } from "../../probe-support/options.js";
import { refuseWarnBehindCrit, thresholdSchema } from "../../thresholds/index.js";
import { patterns } from "../../type-support/options.js";

const count = thresholdSchema({ unit: "", direction: "high" });

export const options = section(
  {
    file: matching(/^\/[^\0\n]*$/, "an absolute path")
      .describe("A file of the host")
      .optional(),
    journal: flag.describe("The systemd journal instead of a file").default(false),
    unit: matching(/^[A-Za-z0-9][A-Za-z0-9@:_.\\-]*$/, "the name of a unit")
      .describe("Only this unit of the journal")
      .optional(),
    pattern: patterns.describe("Lines that match any of these count"),
    exclude: patterns.describe("Lines that match any of these do not").optional(),
    warn: count.describe("Matching lines since the last run; 0 (any) where neither is given").optional(),
    crit: count.describe("Matching lines since the last run").optional(),
    max_bytes: size.describe("What is read in one run").default(1_048_576),
    first_bytes: size.describe("What is read of a file's end where no position is known").default(65_536),
    first_time: duration
      .describe("How far the journal is read back where no position is known")
      .default(600_000),
    sudo: flag.describe("Read as root").default(false),
  },
  "the options of log",
)
  .superRefine(refuseWarnBehindCrit)
  .superRefine(({ file, journal, unit }, context) => {
    if ((file === undefined) !== journal)
      context.addIssue({ code: "custom", path: ["file"], message: "either file, or journal: true" });
    if (unit !== undefined && !journal)
      context.addIssue({ code: "custom", path: ["unit"], message: "journal: true as well" });
  });

export type LogOptions = z.output<typeof options>;
