/** A path such as `queue.size`, `items[0].name`, `$.a` or `["a.b"].c`, as keys; undefined when it is none. */
export function parseJsonPath(text: string): readonly (string | number)[] | undefined {
  const keys: (string | number)[] = [];
  let rest = text.startsWith("$") ? text.slice(1) : text;
  if (rest === "" && text === "$") return keys;
  if (!rest.startsWith(".") && !rest.startsWith("[")) rest = `.${rest}`;
  while (rest !== "") {
    const match = /^(?:\.([^.[\]"]+)|\[(\d{1,9})\]|\[("(?:[^"\\]|\\.)*")\])/.exec(rest);
    if (!match) return undefined;
    const [whole, name, index, quoted] = match;
    if (index !== undefined) keys.push(Number(index));
    else keys.push(name ?? unquote(quoted ?? ""));
    rest = rest.slice(whole.length);
  }
  return keys;
}

function unquote(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}

/** The value at a path, or undefined where there is none. */
export function valueAt(json: unknown, path: readonly (string | number)[]): unknown {
  let at = json;
  for (const key of path) {
    if (Array.isArray(at) && typeof key === "number") at = at[key];
    else if (typeof at === "object" && at !== null && !Array.isArray(at) && Object.hasOwn(at, key))
      at = (at as Record<string, unknown>)[key];
    else return undefined;
  }
  return at;
}
