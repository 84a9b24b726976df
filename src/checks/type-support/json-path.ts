/** The steps to one value of a JSON document. */
export type JsonPath = readonly (string | number)[];

const longest = 500;

/** Reads `queue.depth`, `$.items[0].name`, `["a.b"]`; undefined when it is no path. */
export function parseJsonPath(written: string): JsonPath | undefined {
  if (written.length > longest) return undefined;
  let rest = written.trim().replace(/^\$(?=$|[.[])\.?/, "");
  const steps: (string | number)[] = [];
  for (let first = true; rest !== ""; first = false) {
    const step = /^\[(\d{1,6})\]/.exec(rest) ?? /^\["([^"\\]*)"\]/.exec(rest) ?? nameStep(rest, first);
    if (!step) return undefined;
    steps.push(/^\[\d/.test(step[0]) ? Number(step[1]) : (step[1] ?? ""));
    rest = rest.slice(step[0].length);
  }
  return steps;
}

function nameStep(rest: string, first: boolean): RegExpExecArray | null {
  return (first ? /^([^.[\]"\s]+)/ : /^\.([^.[\]"\s]+)/).exec(rest);
}

/** The value at a path, and whether there is one: a value that is missing is never mistaken for one that is null. */
export function followJsonPath(
  document: unknown,
  path: JsonPath,
): { readonly found: true; readonly value: unknown } | { readonly found: false } {
  let value = document;
  for (const step of path) {
    const fits = Array.isArray(value) === (typeof step === "number");
    if (typeof value !== "object" || value === null || !fits || !Object.hasOwn(value, step)) {
      return { found: false };
    }
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return { found: true, value };
}
