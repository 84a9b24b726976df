/** 0 no colour to 3 true colour: flag, then NO_COLOR, then FORCE_COLOR, then the terminal (no-color.org). */
export function colourLevel(
  flag: boolean | undefined,
  env: Readonly<Record<string, string | undefined>>,
  isTTY: boolean,
): 0 | 1 | 2 | 3 {
  if (flag === false) return 0;
  if ((env["NO_COLOR"] ?? "") !== "") return 0;
  const force = env["FORCE_COLOR"];
  if (force !== undefined)
    return force === "0" || force === "false" ? 0 : force === "2" ? 2 : force === "3" ? 3 : 1;
  if (!isTTY || env["TERM"] === "dumb") return 0;
  return /truecolor|24bit/.test(env["COLORTERM"] ?? "") ? 3 : /256/.test(env["TERM"] ?? "") ? 2 : 1;
}
