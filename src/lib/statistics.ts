/** The value below which a share (0 to 1) of ascending numbers lies: nearest rank; undefined for none. */
export function percentile(ascending: readonly number[], share: number): number | undefined {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)];
}

export function mean(numbers: readonly number[]): number | undefined {
  if (numbers.length === 0) return undefined;
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
