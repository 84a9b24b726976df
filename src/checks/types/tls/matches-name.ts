import { isIP } from "node:net";

/** Whether one of a certificate's names covers a host name or address; a wildcard covers exactly one label (RFC 6125 6.4.3). */
export function coversName(names: readonly string[], wanted: string): boolean {
  if (isIP(wanted) > 0) return names.some((name) => sameAddress(name, wanted));
  const host = wanted.toLowerCase().replace(/\.$/, "");
  return names.some((name) => coversHost(name.toLowerCase().replace(/\.$/, ""), host));
}

function coversHost(name: string, host: string): boolean {
  if (!name.startsWith("*.")) return name === host;
  const dot = host.indexOf(".");
  // `*.test` would cover a whole top-level domain.
  return dot > 0 && host.slice(dot) === name.slice(1) && name.slice(2).includes(".");
}

function sameAddress(a: string, b: string): boolean {
  return isIP(a) === isIP(b) && canonicalAddress(a) === canonicalAddress(b);
}

function canonicalAddress(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]/`).hostname : address;
}
