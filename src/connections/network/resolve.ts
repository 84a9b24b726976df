import { lookup as systemLookup } from "node:dns/promises";
import { isIP } from "node:net";
import { ConnectionError } from "../../lib/connection-error.js";
import { toConnectionError } from "./system-error.js";

/** All addresses of a name, best first. */
export type Lookup = (name: string) => Promise<readonly string[]>;

/** Asks the system (`/etc/hosts`, then its resolvers). */
export async function lookupBySystem(name: string): Promise<readonly string[]> {
  return (await systemLookup(name, { all: true })).map(({ address }) => address);
}

/** The addresses of a name, or the address itself. Rejects with UNRESOLVED, also when there is none of the wanted family. */
export async function resolveAddresses(
  name: string,
  family: 4 | 6 | undefined,
  lookup: Lookup = lookupBySystem,
): Promise<readonly [string, ...string[]]> {
  const bare = name.replace(/^\[(.*)\]$/, "$1");
  let addresses: readonly string[];
  try {
    addresses = isIP(bare) === 0 ? await lookup(bare) : [bare];
  } catch (error) {
    throw toConnectionError(error, bare);
  }
  const [first, ...rest] = addresses.filter((address) => family === undefined || isIP(address) === family);
  if (first !== undefined) return [first, ...rest];
  const wanted = family === undefined ? "address" : `IPv${family} address`;
  throw new ConnectionError(
    "UNRESOLVED",
    `${bare} has no ${wanted}`,
    family && "drop family: to use the other",
  );
}
