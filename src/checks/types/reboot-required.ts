import type { z } from "zod";
import { oneOf, section } from "../../inventory/schema/basics.js";
import type { SectionOutput, ShellCheckType, Verdict } from "../contract.js";
import { unknown } from "../states.js";
import { conclude } from "../type-support/findings.js";
import { brokenScript } from "../type-support/missing-program.js";

const options = section(
  { state: oneOf(["warning", "critical"]).describe("The state where a reboot is due").default("warning") },
  "the options of reboot-required",
);

type Options = z.output<typeof options>;

/**
 * Whether the host waits for a reboot: Debian's and Ubuntu's flag file or a newer kernel in /boot, `needs-restarting -r` of dnf and yum, zypper's and
 * Arch's missing modules of the running kernel. A host that offers none of these can't tell, which is UNKNOWN.
 */
export const rebootRequired = {
  kind: "shell",
  name: "reboot-required",
  summary: "Whether updates wait for a reboot",
  targets: ["host"],
  example: "{ on: all, type: reboot-required }",
  options,
  script: () => ({
    // needs-restarting ends with 1 for "needed" and for an error: only its text tells.
    text: `if [ -e /var/run/reboot-required ];then
echo "due flag"
[ -r /var/run/reboot-required.pkgs ]&&while read -r p;do echo "pkg $p";done </var/run/reboot-required.pkgs
elif command -v needs-restarting >/dev/null 2>&1;then
needs-restarting -r 2>&1|while read -r l;do echo "nr $l";done
elif command -v dpkg >/dev/null 2>&1;then
echo "none flag"
n=
for f in /boot/vmlinuz-*;do [ -e "$f" ]&&{ [ -z "$n" ]||[ "$f" -nt "$n" ];}&&n=$f;done
read -r k </proc/sys/kernel/osrelease
[ "$n" ]&&[ "$n" != "/boot/vmlinuz-$k" ]&&echo "newer \${n#/boot/vmlinuz-} $k"
elif [ -d /lib/modules ]||[ -d /usr/lib/modules ];then
read -r k </proc/sys/kernel/osrelease
if [ -d /lib/modules/$k ]||[ -d /usr/lib/modules/$k ];then echo "none kernel $k";else echo "due kernel $k";fi
fi
:`,
    sudo: false,
    light: true,
  }),
  evaluate,
} satisfies ShellCheckType<Options>;

function evaluate(given: Options, output: SectionOutput): Verdict {
  const broken = brokenScript("the reboot flag", output);
  if (broken) return broken;
  const due = readDue(output.stdout);
  if (due === undefined) return unknown("the host does not say whether a reboot is due");
  if (due === false) return conclude([{ state: "OK", text: "" }], "no reboot is due");
  const state = given.state === "critical" ? "CRITICAL" : "WARNING";
  return conclude([{ state, text: `a reboot is due: ${due}` }], "");
}

/** Why a reboot is due; false where none is, undefined where nothing tells. */
function readDue(stdout: string): string | false | undefined {
  const packages = [...new Set([...stdout.matchAll(/^pkg (\S+)$/gm)].map((match) => match[1] ?? ""))];
  if (/^due flag$/m.test(stdout))
    return packages.length > 0 ? packages.slice(0, 5).join(", ") : "the system says so";
  const kernel = /^due kernel (\S+)$/m.exec(stdout)?.[1];
  if (kernel !== undefined) return `the running kernel ${kernel} is not installed any more`;
  const [, newer, runs] = /^newer (\S+) (\S+)$/m.exec(stdout) ?? [];
  if (newer !== undefined) return `the kernel ${newer} is installed, but ${runs} runs`;
  if (/^nr Reboot is required/m.test(stdout)) return "needs-restarting says so";
  if (/^nr Reboot should not be necessary/m.test(stdout)) return false;
  return /^none (?:flag|kernel \S+)$/m.test(stdout) ? false : undefined;
}
