import type { z } from "zod";
import { flag, section } from "../../inventory/schema/basics.js";
import { shellQuote } from "../../lib/shell-quote.js";
import type { SectionOutput, ShellCheckType, Verdict } from "../contract.js";
import { unknown } from "../states.js";
import { conclude, type Finding } from "../type-support/findings.js";
import { brokenScript } from "../type-support/missing-program.js";
import { pattern, texts } from "../type-support/options.js";

const options = section(
  {
    package: texts.describe("Names of packages"),
    absent: flag.describe("They must not be installed").default(false),
    version: pattern.describe("A regular expression for the installed version").optional(),
  },
  "the options of package",
);

type Options = z.output<typeof options>;

/** Installed packages, from the database of dpkg, rpm, apk or pacman. */
export const packageType = {
  kind: "shell",
  name: "package",
  summary: "A package that must be installed, or must not",
  targets: ["host"],
  example: "{ on: all, type: package, package: openssh-server }",
  options,
  script: (given) => ({ text: scriptFor(given.package), sudo: false, light: true }),
  evaluate,
} satisfies ShellCheckType<Options>;

/**
 * Whether rpm has a database here: busybox and Debian have an `rpm` that knows of nothing. dpkg likewise. What asks an empty database
 * would take everything for absent.
 */
const rpmIsUsed = `r=;for q in /var/lib/rpm /usr/lib/sysimage/rpm;do
for q in $q/rpmdb.sqlite $q/Packages $q/Packages.db;do [ -s $q ]&&r=1;done
done
[ "$r" ]&&command -v rpm >/dev/null`;

/** Prints the manager's name, then `p INDEX STATUS ANSWER` for each package. */
function scriptFor(packages: readonly string[]): string {
  const ask = (command: (name: string) => string): string =>
    packages
      .map((name, index) => `v=$(${command(shellQuote(name))} 2>/dev/null);echo "p ${index} $? $v"`)
      .join("\n");
  return `if [ -s /var/lib/dpkg/status ]&&command -v dpkg-query >/dev/null;then echo manager dpkg
${ask((name) => `dpkg-query -W -f '\${db:Status-Status} \${Version};' -- ${name}`)}
elif ${rpmIsUsed};then echo manager rpm
${ask((name) => `rpm -q --qf 'installed %{VERSION}-%{RELEASE}\\n' -- ${name}`)}
elif command -v apk >/dev/null;then echo manager apk
${ask((name) => `apk info -e -v -- ${name}`)}
elif command -v pacman >/dev/null;then echo manager pacman
${ask((name) => `pacman -Q -- ${name}`)}
fi
echo end`;
}

/** What dpkg says, with status 0, of a package that is not there or was removed. */
const removed = /^(?:(?:not-installed|config-files) [^;]*(?:;|$))+$/;

/** How each manager writes an installed package; it ends with 1 where there is none, and with more when it failed. */
const installed: Readonly<Record<string, RegExp>> = {
  // Of several architectures each has its own part.
  dpkg: /(?:^|;)installed ([^\s;]+)(?:;|$)/,
  rpm: /^installed (\S+)$/,
  apk: /-(\d[^\s-]*-r\d+)$/,
  pacman: /^\S+ (\S+)$/,
};

function evaluate(given: Options, output: SectionOutput): Verdict {
  const broken = brokenScript("the package database", output);
  if (broken) return broken;
  const manager = /^manager (\w+)$/m.exec(output.stdout)?.[1] ?? "";
  const form = installed[manager];
  if (!form || !/^end$/m.test(output.stdout))
    return unknown("the host has none of dpkg, rpm, apk and pacman");
  const findings = given.package.map((name, index): Finding => {
    const [, status, answer = ""] = new RegExp(`^p ${index} (\\d+) (.*)$`, "m").exec(output.stdout) ?? [];
    // 1 is the word for "there is no such package"; anything else is a failure that proves nothing.
    if (status !== "0" && status !== "1") {
      return { state: "UNKNOWN", text: `${manager} could not tell whether ${name} is installed` };
    }
    const version = status === "0" ? form.exec(answer)?.[1] : undefined;
    if (status === "0" && version === undefined && !(manager === "dpkg" && removed.test(answer)))
      return {
        state: "UNKNOWN",
        text: `${manager} says of ${name} what can't be read: ${answer.slice(0, 80)}`,
      };
    return judgePackage(name, version, given);
  });
  return conclude(findings, findings.map(({ text }) => text).join("; "));
}

function judgePackage(
  name: string,
  version: string | undefined,
  { absent, version: wanted }: Options,
): Finding {
  if (version === undefined) return { state: absent ? "OK" : "CRITICAL", text: `${name} is not installed` };
  if (absent) return { state: "CRITICAL", text: `${name} ${version} is installed` };
  if (!wanted || wanted.test(version)) return { state: "OK", text: `${name} ${version}` };
  return { state: "CRITICAL", text: `${name} ${version}, expected /${wanted.source}/` };
}
