import { z } from "zod";
import { section } from "../../inventory/schema/basics.js";
import type { SectionOutput, ShellCheckType, Verdict } from "../contract.js";
import { conclude, type Finding } from "../type-support/findings.js";
import { brokenScript } from "../type-support/missing-program.js";

const keyRule = "a map of kernel parameters and their values, as { net.ipv4.ip_forward: 0 }";
const key = z.string().regex(/^[A-Za-z0-9_-]+(?:[./][A-Za-z0-9_-]+)+$/, { error: keyRule });
const value = z.union([z.string(), z.number()], { error: "text or a number" });

const options = section(
  {
    values: z
      .record(key, value, { error: keyRule })
      .refine((given) => Object.keys(given).length > 0, { error: keyRule })
      .describe("Parameters and the values that they must have"),
  },
  "the options of sysctl",
);

type Options = z.output<typeof options>;

/** Kernel parameters, from /proc/sys (proc(5)). */
export const sysctl = {
  kind: "shell",
  name: "sysctl",
  summary: "Kernel parameters that must have a value",
  targets: ["host"],
  example: "{ on: all, type: sysctl, values: { kernel.randomize_va_space: 2 } }",
  options,
  // dash and busybox read byte by byte, but the kernel gives a number only whole, so that this takes cat.
  script: ({ values }) => ({
    text: [
      ...Object.keys(values).map(
        (name, index) => `v=$(cat ${fileOf(name)} 2>/dev/null) && echo "v ${index} $v"`,
      ),
      ":",
    ].join("\n"),
    sudo: false,
    light: true,
  }),
  evaluate,
} satisfies ShellCheckType<Options>;

/** Safe in a shell as it stands: the schema lets nothing else through. */
function fileOf(name: string): string {
  return `/proc/sys/${name.replaceAll(".", "/")}`;
}

function evaluate({ values }: Options, output: SectionOutput): Verdict {
  const broken = brokenScript("/proc/sys", output);
  if (broken) return broken;
  const findings = Object.entries(values).map(([name, wanted], index): Finding => {
    const found = new RegExp(`^v ${index} (.*)$`, "m").exec(output.stdout)?.[1];
    if (found === undefined) return { state: "UNKNOWN", text: `${name} could not be read` };
    const same = spaced(found) === spaced(String(wanted));
    return same
      ? { state: "OK", text: `${name} is ${spaced(found)}` }
      : { state: "CRITICAL", text: `${name} is ${spaced(found)}, expected ${spaced(String(wanted))}` };
  });
  return conclude(findings, findings.map(({ text }) => text).join("; "));
}

/** Several numbers in one parameter stand apart by tabs. */
function spaced(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}
