/** Matches a whole text with `*` and `?`, as ssh does: nothing else is special, and the time is bounded by the product of the lengths. */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let from = 0;
  let star = -1;
  let resume = 0;
  while (from < text.length) {
    const wanted = pattern[at];
    if (wanted === "*") {
      star = at++;
      resume = from;
    } else if (wanted === "?" || (wanted !== undefined && wanted === text[from])) {
      at += 1;
      from += 1;
    } else if (star !== -1) {
      at = star + 1;
      from = ++resume;
    } else return false;
  }
  while (pattern[at] === "*") at += 1;
  return at === pattern.length;
}
