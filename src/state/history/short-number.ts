const digits = 4;

/** A number as history keeps it: whole ones exactly, others to four digits, or to as many as stand before the point. */
export function shortNumber(value: number | null): number | null {
  if (value === null || Number.isInteger(value)) return value;
  if (!Number.isFinite(value)) return null;
  const size = Math.abs(value);
  return size >= 10 ** digits ? Math.round(value) : Number(value.toPrecision(digits));
}
