import { z } from "zod";
import { flag, matching, oneOf, oneOrMore, section } from "../../inventory/schema/basics.js";
import { refuseWarnBehindCrit, thresholdSchema } from "../thresholds/index.js";
import { texts } from "./options.js";

/** What makes sense of a file that must not be there, too. */
const always = new Set(["path", "exists", "sudo"]);

const size = thresholdSchema({ unit: "B", direction: "high" });
const age = thresholdSchema({ unit: "ms", direction: "high" });
const nameOrNumber = oneOrMore(
  z.union([z.string().min(1), z.number().int().min(0)]).transform(String),
  "a name, a number, or a list of them",
).transform((given): readonly string[] => (Array.isArray(given) ? given : [given]));

export const fileOptions = section(
  {
    path: matching(/^\/[^\n\r]*$/, "an absolute path").describe("An absolute path; links are followed"),
    exists: flag.describe("false: there must be nothing at the path").default(true),
    kind: oneOf(["file", "directory", "socket", "pipe", "block", "character"]).optional(),
    mode: matching(/^[0-7]{3,4}$/, 'a mode in quotes such as "0644"').optional(),
    owner: nameOrNumber.describe("A user's name or number, or several").optional(),
    group: nameOrNumber.describe("A group's name or number, or several").optional(),
    size: section({ warn: size.optional(), crit: size.optional() }, "warn and crit for the size")
      .superRefine(refuseWarnBehindCrit)
      .optional(),
    age: section(
      { warn: age.optional(), crit: age.optional() },
      "warn and crit for the time since its change",
    )
      .superRefine(refuseWarnBehindCrit)
      .optional(),
    sha256: matching(/^[0-9a-f]{64}$/, "64 hexadecimal digits, in small letters").optional(),
    contains: texts.describe("Extended regular expressions of grep that must all be found").optional(),
    lacks: texts.describe("Extended regular expressions of grep of which none may be found").optional(),
    sudo: flag.describe("Look as root").default(false),
  },
  "the options of file",
).superRefine((given, context) => {
  const [first] = Object.entries(given).find(([key, value]) => !always.has(key) && value !== undefined) ?? [];
  if (given.exists || first === undefined) return;
  context.addIssue({ code: "custom", path: [first], message: "nothing, because exists: false" });
});

export type FileOptions = z.output<typeof fileOptions>;
