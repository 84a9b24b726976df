import type { Algorithms, CipherAlgorithm, KexAlgorithm, ServerHostKeyAlgorithm } from "ssh2";

/** No group exchange: its computation blocks the whole process for seconds, and every server that has it has group 14 too. */
const kex: readonly KexAlgorithm[] = [
  "curve25519-sha256",
  "curve25519-sha256@libssh.org",
  "ecdh-sha2-nistp256",
  "ecdh-sha2-nistp384",
  "ecdh-sha2-nistp521",
  "diffie-hellman-group14-sha256",
  "diffie-hellman-group15-sha512",
  "diffie-hellman-group16-sha512",
];

const legacyKex: readonly KexAlgorithm[] = ["diffie-hellman-group14-sha1", "diffie-hellman-group1-sha1"];

const hostKeys: readonly ServerHostKeyAlgorithm[] = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "rsa-sha2-512",
  "rsa-sha2-256",
];

const legacyHostKeys: readonly ServerHostKeyAlgorithm[] = ["ssh-rsa", "ssh-dss"];

/** Only those that OpenSSL 3 still has without its legacy provider. */
const legacyCiphers: readonly CipherAlgorithm[] = ["aes128-cbc", "aes192-cbc", "aes256-cbc", "3des-cbc"];

export interface AlgorithmChoice extends Algorithms {
  readonly kex: KexAlgorithm[];
  readonly serverHostKey: ServerHostKeyAlgorithm[];
}

/** What we offer to a host, the key types by which it is known first, so that no other key of it is taken for a change. */
export function chooseAlgorithms(options: {
  readonly legacy: boolean;
  readonly knownTypes: readonly string[];
}): AlgorithmChoice {
  const offered = options.legacy ? [...hostKeys, ...legacyHostKeys] : hostKeys;
  const isKnown = (algorithm: ServerHostKeyAlgorithm): boolean =>
    options.knownTypes.includes(keyTypeOf(algorithm));
  return {
    kex: options.legacy ? [...kex, ...legacyKex] : [...kex],
    serverHostKey: [...offered.filter(isKnown), ...offered.filter((algorithm) => !isKnown(algorithm))],
    ...(options.legacy && { cipher: { append: [...legacyCiphers], prepend: [], remove: [] } }),
  };
}

/** The type of key that an algorithm signs with; known_hosts knows keys, not algorithms (RFC 8332 section 3). */
function keyTypeOf(algorithm: ServerHostKeyAlgorithm): string {
  return algorithm === "rsa-sha2-256" || algorithm === "rsa-sha2-512" ? "ssh-rsa" : algorithm;
}
