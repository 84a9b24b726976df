/** Whether a text matches a shell glob (`*`, `?`, `[a-z]`), the whole of it; `*` passes slashes. */
export function matchesGlob(text: string, glob: string): boolean {
  return toExpression(glob).test(text);
}

export function hasGlob(text: string): boolean {
  return /[*?[]/.test(text);
}

const made = new Map<string, RegExp>();

function toExpression(glob: string): RegExp {
  const known = made.get(glob);
  if (known) return known;
  const source = glob.replaceAll(/\[[^\]]+\]|[*?]|[\\^$.|+(){}[\]/-]/g, (piece) => {
    if (piece === "*") return ".*";
    if (piece === "?") return ".";
    if (piece.length > 2 && piece.startsWith("["))
      return piece.replace(/^\[!/, "[^").replaceAll("\\", "\\\\");
    return `\\${piece}`;
  });
  const expression = safely(source) ?? /(?!)/;
  made.set(glob, expression);
  return expression;
}

function safely(source: string): RegExp | undefined {
  try {
    return new RegExp(`^${source}$`, "s");
  } catch {
    return undefined; // such as [z-a], which matches nothing in a shell either
  }
}
