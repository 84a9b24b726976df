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

/** Prints the manager's name, then `p INDEX VERSION` for each package that is there. */
function scriptFor(packages: readonly string[]): string {
  const ask = (command: (name: string) => string): string =>
    packages
      .map((name, index) => `v=$(${command(shellQuote(name))}) && [ "$v" ] && echo "p ${index} $v"`)
      .join("\n");
  return `if command -v dpkg-query >/dev/null;then echo manager dpkg
${ask((name) => `dpkg-query -W -f '\${db:Status-Status}/\${Version}' -- ${name} 2>/dev/null | sed -n 's,^installed/,,p'`)}
elif command -v rpm >/dev/null;then echo manager rpm
${ask((name) => `rpm -q --qf '%{VERSION}-%{RELEASE}' -- ${name} 2>/dev/null`)}
elif command -v apk >/dev/null;then echo manager apk
${ask((name) => `apk info -v -- ${name} 2>/dev/null | sed -n '1s/ .*//p'`)}
elif command -v pacman >/dev/null;then echo manager pacman
${ask((name) => `pacman -Q -- ${name} 2>/dev/null | sed 's/^[^ ]* //'`)}
fi
echo end`;
}

function evaluate(given: Options, output: SectionOutput): Verdict {
  const broken = brokenScript("the package database", output);
  if (broken) return broken;
  const manager = /^manager (\w+)$/m.exec(output.stdout)?.[1];
  if (manager === undefined || !/^end$/m.test(output.stdout)) {
    return unknown("the host has none of dpkg, rpm, apk and pacman");
  }
  const findings = given.package.map((name, index) => {
    const version = new RegExp(`^p ${index} (\\S+)$`, "m").exec(output.stdout)?.[1];
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
