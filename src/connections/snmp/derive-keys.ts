import { createHash } from "node:crypto";
import type snmp from "net-snmp";

/** RFC 3414 A.2: the password is repeated to this length and hashed. */
const expandedBytes = 1024 * 1024;

/**
 * Replaces net-snmp's key derivation by one that hashes the expanded password once instead of once per agent,
 * which blocks the event loop for a millisecond or more each.
 */
export function cacheKeyDerivation({ Authentication }: typeof snmp): void {
  const digests = new Map<string, Buffer>();
  const keys = new Map<string, Buffer>();
  Authentication.passwordToKey = (protocol, password, engineId) => {
    const cacheKey = `${protocol}\0${engineId.toString("hex")}\0${password}`;
    const known = keys.get(cacheKey);
    if (known) return known;
    const algorithm = Authentication.algorithms[protocol]?.CRYPTO_ALGORITHM;
    if (algorithm === undefined) throw new RangeError(`no SNMP authentication protocol ${protocol}`);
    const digest = expandedDigest(digests, algorithm, password);
    const key = createHash(algorithm).update(digest).update(engineId).update(digest).digest();
    keys.set(cacheKey, key);
    return key;
  };
}

function expandedDigest(digests: Map<string, Buffer>, algorithm: string, password: string): Buffer {
  const cacheKey = `${algorithm}\0${password}`;
  const known = digests.get(cacheKey);
  if (known) return known;
  const digest = createHash(algorithm).update(Buffer.alloc(expandedBytes, password)).digest();
  digests.set(cacheKey, digest);
  return digest;
}
