const longest = 200;
const mostRepetitions = 5;

/** Why a regular expression is not used: it is none, or it could search for ever. Undefined where it is fine. */
export function whyUnsafe(source: string): string | undefined {
  if (source === "") return "is empty";
  if (source.length > longest) return `is longer than ${longest} characters`;
  try {
    RegExp(source);
  } catch {
    return "is no regular expression";
  }
  return whyUnbounded(source);
}

/** A repeated group with a repetition or a choice inside can take exponential time; many repetitions in a row take long too. */
function whyUnbounded(source: string): string | undefined {
  const bare = source.replaceAll(/\\./g, "x").replaceAll(/\[[^\]]*\]/g, "x");
  const open: boolean[] = [];
  let repetitions = 0;
  for (const [at, character] of [...bare].entries()) {
    const repeated = /^(?:[*+]|\{\d*,\d*\}|\{\d{2,}\})/.test(bare.slice(at + 1));
    if (repeated) repetitions += 1;
    if (character === "(") open.push(false);
    else if (character === "|") markTop(open);
    else if (character === ")") {
      const branches = open.pop() ?? false;
      if (branches && repeated) return "repeats a group that repeats or chooses inside";
      if (branches) markTop(open);
    }
    if (repeated) markTop(open);
  }
  return repetitions > mostRepetitions ? `has more than ${mostRepetitions} repetitions` : undefined;
}

function markTop(open: boolean[]): void {
  if (open.length > 0) open[open.length - 1] = true;
}
