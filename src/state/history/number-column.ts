/** Numbers as whole ones: divided by ten to the `e`th; `n` as they are, `d` each less the one before, whichever is shorter. */
export type NumberColumn =
  | { readonly e: number; readonly n: readonly (number | null)[] }
  | { readonly e: number; readonly d: readonly (number | null)[] };

const maxDecimals = 12;

export function encodeNumbers(numbers: readonly (number | null)[]): NumberColumn {
  const e = numbers.reduce<number>((most, number) => Math.max(most, decimalsOf(number)), 0);
  const n = numbers.map((number) => (number === null ? null : Math.round(number * 10 ** e)));
  // Beyond this whole numbers are no longer exact: such a column stays as it is.
  if (n.some((number) => number !== null && !Number.isSafeInteger(number))) return { e: 0, n: numbers };
  const d = differences(n);
  return lengthOf(d) < lengthOf(n) ? { e, d } : { e, n };
}

/** Undefined where this is no column of exactly `length` numbers. */
export function decodeNumbers(column: unknown, length: number): (number | null)[] | undefined {
  if (typeof column !== "object" || column === null || !("e" in column)) return undefined;
  const { e } = column;
  const given: unknown = "n" in column ? column.n : "d" in column ? column.d : undefined;
  if (typeof e !== "number" || e < 0 || e > maxDecimals || !Array.isArray(given)) return undefined;
  if (given.length !== length) return undefined;
  const numbers = given.map((number: unknown) => (typeof number === "number" ? number : null));
  const whole = "n" in column ? numbers : sums(numbers);
  return whole.map((number) => (number === null ? null : number / 10 ** e));
}

function decimalsOf(number: number | null): number {
  if (number === null || Number.isInteger(number)) return 0;
  const [digits = "", exponent = "0"] = String(number).split("e");
  const decimals = (digits.split(".")[1] ?? "").length - Number(exponent);
  return Math.min(maxDecimals, Math.max(0, decimals));
}

function differences(numbers: readonly (number | null)[]): (number | null)[] {
  let last = 0;
  return numbers.map((number) => {
    if (number === null) return null;
    const difference = number - last;
    last = number;
    return difference;
  });
}

function sums(numbers: readonly (number | null)[]): (number | null)[] {
  let last = 0;
  return numbers.map((number) => (number === null ? null : (last += number)));
}

function lengthOf(numbers: readonly (number | null)[]): number {
  return numbers.reduce<number>((sum, number) => sum + String(number).length, 0);
}
