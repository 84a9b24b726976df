/** Splits at commas, but not at those inside the brackets of a regex such as `~web(1,2)`; spaces around a term are dropped. */
export function splitTerms(text: string): string[] {
  const terms: string[] = [];
  let start = 0;
  while (start <= text.length) {
    const end = endOfTerm(text, start);
    terms.push(text.slice(start, end).trim());
    start = end + 1;
  }
  return terms;
}

function endOfTerm(text: string, start: number): number {
  const isRegex = /^\s*[&!]?\s*~/.test(text.slice(start, start + 64));
  if (isRegex) return endOfRegex(text, start);
  const comma = text.indexOf(",", start);
  return comma < 0 ? text.length : comma;
}

function endOfRegex(text: string, start: number): number {
  let depth = 0;
  let inClass = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === "\\") at += 1;
    else if (inClass) inClass = character !== "]";
    else if (character === "[") inClass = true;
    else if (character === "(" || character === "{") depth += 1;
    else if (character === ")" || character === "}") depth -= 1;
    else if (character === "," && depth <= 0) return at;
  }
  return text.length;
}
