import { createHmac, timingSafeEqual } from "node:crypto";
import { matchesGlob } from "../glob.js";

/** The name under which ssh looks a host up: `name`, or `[name]:port` where the port is not 22; in lower case. */
export function lookupName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/** Whether the first field of a known_hosts line means a host; any matching `!pattern` says no. */
export function matchesNames(names: string, name: string): boolean {
  if (names.startsWith("|")) return matchesHash(names, name);
  let matched = false;
  for (const pattern of names.toLowerCase().split(",")) {
    if (pattern.startsWith("!")) {
      if (matchesGlob(pattern.slice(1), name)) return false;
    } else if (matchesGlob(pattern, name)) matched = true;
  }
  return matched;
}

/** `|1|SALT|HASH`: an HMAC-SHA1 of the name, keyed with the salt. */
function matchesHash(field: string, name: string): boolean {
  const [, kind, salt, hash] = field.split("|");
  if (kind !== "1" || salt === undefined || hash === undefined) return false;
  const wanted = Buffer.from(hash, "base64");
  const found = createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest();
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}
