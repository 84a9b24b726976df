import { isIP } from "node:net";
import { ItomError } from "../../../lib/errors.js";

export interface ServeAddress {
  readonly host: string;
  readonly port: number;
}

/** Reads `PORT`, `:PORT`, `ADDR:PORT` or `[ADDR]:PORT`; without an address it is this machine alone. */
export function parseServeAddress(text: string): ServeAddress {
  const match = /^(?:(?:\[([\da-fA-F:.]+)\]|([^:[\]]*)):)?(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? (match?.[2] === "localhost" ? "127.0.0.1" : match?.[2] || "127.0.0.1");
  const port = Number(match?.[3]);
  if (match && isIP(host) !== 0 && port <= 65_535) return { host, port };
  throw new ItomError("USAGE", `--serve takes an address and a port, not "${text}"`, {
    hint: "as 9715, 127.0.0.1:9715, [::1]:9715, or 0.0.0.0:9715 for everybody who reaches this machine",
  });
}

export function isLoopback(host: string): boolean {
  return host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

export function urlOf({ host, port }: ServeAddress): string {
  return `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}
