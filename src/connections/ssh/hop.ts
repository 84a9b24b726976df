/** A place to connect to, as ProxyJump writes it: `user@host:port`, `[::1]:22`, `ssh://user@host:port`. */
export interface Hop {
  readonly user?: string;
  readonly host: string;
  readonly port?: number;
}

/** Undefined when the text is no such place. */
export function parseHop(text: string): Hop | undefined {
  const match =
    /^(?:ssh:\/\/)?(?:(?<user>[^@\s]+)@)?(?:\[(?<six>[0-9A-Fa-f:.]+(?:%[\w.-]+)?)\]|(?<host>[^\s:@[\]/]+))(?::(?<port>\d{1,5}))?\/?$/.exec(
      text,
    )?.groups;
  if (!match) return undefined;
  const host = match["six"] ?? match["host"] ?? "";
  const port = match["port"] === undefined ? undefined : Number(match["port"]);
  if (host.startsWith("-") || (port !== undefined && (port < 1 || port > 65_535))) return undefined;
  return {
    host,
    ...(match["user"] !== undefined && { user: match["user"] }),
    ...(port !== undefined && { port }),
  };
}

/** Writes an address with its port: `10.0.0.5:22`, `[::1]:22`. */
export function formatPlace(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
