/** The numbers of a dotted object identifier, or undefined when it is none. A leading dot is accepted. */
export function parseOid(text: string): number[] | undefined {
  if (!/^\.?\d{1,10}(?:\.\d{1,10}){1,127}$/.test(text)) return undefined;
  const parts = text.replace(/^\./, "").split(".").map(Number);
  return parts.every((part) => part <= 0xffff_ffff) ? parts : undefined;
}

/** Less than 0 when `a` comes before `b` in a MIB (RFC 3416 2.2). */
export function compareOids(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    let left = 0;
    let right = 0;
    for (; i < a.length && a.charCodeAt(i) !== 46; i++) left = left * 10 + a.charCodeAt(i) - 48;
    for (; j < b.length && b.charCodeAt(j) !== 46; j++) right = right * 10 + b.charCodeAt(j) - 48;
    if (left !== right) return left - right;
    i += 1;
    j += 1;
  }
  return a.length - i - (b.length - j);
}

/** What follows `root` in `oid`, or undefined when `oid` is not below it. */
export function indexBelow(root: string, oid: string): string | undefined {
  return oid.startsWith(root) && oid.charCodeAt(root.length) === 46 ? oid.slice(root.length + 1) : undefined;
}
