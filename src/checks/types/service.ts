import type { z } from "zod";
import { flag, matching, oneOrMore, section } from "../../inventory/schema/basics.js";
import { shellQuote } from "../../lib/shell-quote.js";
import type { SectionOutput, ShellCheckType, Verdict } from "../contract.js";
import { judgeFailedUnits } from "../type-support/failed-units.js";
import { conclude } from "../type-support/findings.js";
import { brokenScript, unreadable } from "../type-support/missing-program.js";
import { judgeService, readServices } from "../type-support/service-states.js";
import { serviceScript } from "../type-support/service-script.js";
import { refuseWarnBehindCrit, thresholdSchema } from "../thresholds/index.js";

const unit = matching(
  /^[A-Za-z0-9][A-Za-z0-9@:_.\\-]*$/,
  "the name of a service such as nginx or getty@tty1",
);
const kind = { unit: "", direction: "high" } as const;

const options = section(
  {
    service: oneOrMore(unit, "a service's name or a list of them")
      .transform((given): readonly string[] => [...new Set(Array.isArray(given) ? given : [given])])
      .describe("Names as the host's service manager has them")
      .default([]),
    running: flag.describe("Whether they must run; false: must not").default(true),
    enabled: flag
      .describe("Whether they must start when the host starts; not looked at where absent")
      .optional(),
    failed: flag.describe("Count systemd's failed units").default(false),
    warn: thresholdSchema(kind).describe("For the number of failed units").optional(),
    crit: thresholdSchema(kind).describe("For the number of failed units; >0 where absent").optional(),
    sudo: flag.describe("Ask as root").default(false),
  },
  "the options of service",
)
  .superRefine(refuseWarnBehindCrit)
  .superRefine(({ service, failed, warn, crit }, context) => {
    if (service.length === 0 && !failed) {
      context.addIssue({ code: "custom", path: ["service"], message: "a service's name, or failed: true" });
    }
    if (!failed && (warn ?? crit)) {
      context.addIssue({
        code: "custom",
        path: ["failed"],
        message: "true, because warn and crit are for failed units",
      });
    }
  });

export type ServiceOptions = z.output<typeof options>;

/** Services of systemd, OpenRC, System V init, runit and busybox, and systemd's failed units. */
export const service = {
  kind: "shell",
  name: "service",
  summary: "Services run, start with the host, and none has failed",
  targets: ["host"],
  example: "{ on: all, type: service, service: [sshd, cron], enabled: true }",
  options,
  script: ({ service: names, failed, sudo }) => ({
    text: serviceScript(
      names.map((name) => shellQuote(name)),
      failed,
    ),
    sudo,
    light: true,
  }),
  evaluate,
} satisfies ShellCheckType<ServiceOptions>;

function evaluate(given: ServiceOptions, output: SectionOutput): Verdict {
  const broken = brokenScript("the state of the services", output);
  if (broken) return broken;
  const manager = /^manager (\w+)$/m.exec(output.stdout)?.[1];
  if (manager === undefined || !/^end$/m.test(output.stdout))
    return unreadable("the state of the services", output);
  const services = readServices(output.stdout);
  const judged = given.service.map((name) => judgeService(name, services.get(name), given));
  const failed = given.failed ? judgeFailedUnits(output.stdout, given) : undefined;
  const findings = [...judged, ...(failed ? [failed.finding] : [])];
  const fine =
    findings.length <= 3
      ? findings.map(({ text }) => text).join(", ")
      : `${findings.length} services are well`;
  return conclude(findings, fine, {
    values: failed ? [failed.value] : [],
    details: [`service manager: ${manager}`, ...judged.map(({ text }) => text), ...(failed?.details ?? [])],
  });
}
