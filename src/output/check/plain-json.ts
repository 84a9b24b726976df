const secretName = /authorization|cookie|token|secret|passw|passphrase|bearer|community|api-?key/i;
const hidden = "(hidden)";

/** JSON for people: bytes as text, big numbers in full, and what could be a secret hidden, whether an option or an answer's header. */
export function plainJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, replace, indent) ?? "none";
}

/** `this` has the value as it was, before a Buffer became a list of numbers. */
function replace(this: unknown, key: string, value: unknown): unknown {
  const before: unknown = typeof this === "object" && this !== null ? Reflect.get(this, key) : value;
  // A map such as {env: NAME} says only where the secret is.
  if (secretName.test(key) && typeof value !== "object") return hidden;
  if (Buffer.isBuffer(before)) return before.toString("utf8");
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Map) return Object.fromEntries(value);
  if (value instanceof RegExp) return String(value);
  return value;
}
