import { isIPv6 } from "node:net";

/** Reads `10.0.0.1`, `ns1:5353`, `::1` and `[::1]:5353`; undefined when it is none of them. */
export function parseServer(text: string): { readonly host: string; readonly port: number } | undefined {
  if (isIPv6(text)) return { host: text, port: 53 };
  const match = /^(?:\[([0-9A-Fa-f:.]+)\]|([^\s:[\]]+))(?::(\d{1,5}))?$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3] ?? 53);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}
