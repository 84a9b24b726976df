const nothing = /\p{Mark}|\p{Cf}/u;
const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;

function widthOf(character: string): number {
  if (character < "\u0300") return 1;
  if (nothing.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** How many columns of a terminal a text takes (Unicode UAX 11, near enough). */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

/** Cuts a text to some columns, with an ellipsis where anything was cut, and fills it up with spaces. */
export function fitWidth(text: string, columns: number, ellipsis = "…"): string {
  const width = displayWidth(text);
  if (width <= columns) return text + " ".repeat(columns - width);
  if (columns <= 0) return "";
  let kept = "";
  let used = 0;
  for (const character of text) {
    const next = widthOf(character);
    if (used + next > columns - 1) break;
    kept += character;
    used += next;
  }
  return kept + ellipsis + " ".repeat(columns - 1 - used);
}
