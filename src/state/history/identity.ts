import type { HistoryIdentity } from "../../ports/history-store.js";

/** The fields that say of which check a line is. */
export function writeIdentity({
  host,
  service,
  check,
  type,
  values,
}: HistoryIdentity): Record<string, unknown> {
  return {
    ...(host !== undefined && { host }),
    ...(service !== undefined && { service }),
    check,
    type,
    values: values.map(({ label, unit }) => [label, unit]),
  };
}

export function toIdentity(line: Readonly<Record<string, unknown>>): HistoryIdentity | undefined {
  const { host, service, check, type, values } = line;
  if (typeof check !== "string" || typeof type !== "string" || !Array.isArray(values)) return undefined;
  if (typeof (host ?? service) !== "string") return undefined;
  return {
    ...(typeof host === "string" && { host }),
    ...(typeof service === "string" && { service }),
    check,
    type,
    values: values.map((pair: unknown) => {
      const [label, unit] = Array.isArray(pair) ? pair : [];
      return { label: String(label), unit: String(unit) };
    }),
  };
}
