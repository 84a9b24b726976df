import { shellQuote } from "../../lib/shell-quote.js";

/**
 * Looks names up with getent, or in the file where there is no getent (busybox). Prints `a INDEX LINE` for each that is
 * there, `n INDEX` for each that is not, `g INDEX GROUPS` where memberships are asked for, and `end`.
 */
export function accountsScript(
  database: "passwd" | "group",
  names: readonly string[],
  memberships: boolean,
): string {
  const look = names.map((name, index) => {
    const word = shellQuote(name);
    const groups = memberships ? `\necho "g ${index} $(id -Gn ${word} 2>/dev/null)"` : "";
    // 2 is getent's word for "no such name" (getent(1)); anything else that brings no line proves nothing.
    return `l=$(look ${word});r=$?
case $r,$l in 0,?*)echo "a ${index} $l";;2,)echo "n ${index}";;esac${groups}`;
  });
  return `look(){ if command -v getent >/dev/null;then getent ${database} "$1";else
while IFS= read -r e;do case $e in "$1":*)echo "$e";return;;esac;done </etc/${database}||return 3
return 2;fi; }
${look.join("\n")}
echo end`;
}

export interface AccountLine {
  /** The fields of passwd(5) or group(5). */
  readonly fields: readonly string[];
  readonly groups: readonly string[];
}

/** What was found for each name, undefined where there is no such account; undefined as a whole where an answer is missing. */
export function accountLines(
  stdout: string,
  count: number,
): readonly (AccountLine | undefined)[] | undefined {
  const answers = new Set([...stdout.matchAll(/^[an] (\d+)(?: |$)/gm)].map((match) => match[1]));
  const indexes = Array.from({ length: count }, (_, index) => String(index));
  if (!/^end$/m.test(stdout) || !indexes.every((index) => answers.has(index))) return undefined;
  return indexes.map((index) => {
    const line = new RegExp(`^a ${index} (.*)$`, "m").exec(stdout)?.[1];
    const groups = new RegExp(`^g ${index} (.*)$`, "m").exec(stdout)?.[1] ?? "";
    return line === undefined ? undefined : { fields: line.split(":"), groups: groups.split(" ") };
  });
}
