/** One line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
export interface KnownHostEntry {
  readonly mark?: "cert-authority" | "revoked";
  /** Comma-separated patterns, or one hashed name. */
  readonly names: string;
  readonly keyType: string;
  /** The key's blob in base64, as written. */
  readonly key: string;
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
}

const line =
  /^(?:@(?<mark>\S+)\s+)?(?<names>\S+)\s+(?<type>[A-Za-z][A-Za-z0-9@.-]*)\s+(?<key>[A-Za-z0-9+/]+={0,2})(?:\s|$)/;

/** Reads a known_hosts file; lines that are none (comments, SSH 1 keys, unknown marks, damage) are passed over, as ssh does. */
export function parseKnownHosts(text: string, file: string): KnownHostEntry[] {
  const entries: KnownHostEntry[] = [];
  for (const [index, raw] of text.split("\n").entries()) {
    const trimmed = raw.trim();
    if (trimmed === "" || trimmed.startsWith("#")) continue;
    const entry = parseLine(trimmed);
    if (entry) entries.push({ ...entry, file, line: index + 1 });
  }
  return entries;
}

function parseLine(text: string): Omit<KnownHostEntry, "file" | "line"> | undefined {
  const { mark, names, type, key } = line.exec(text)?.groups ?? {};
  if (names === undefined || type === undefined || key === undefined) return undefined;
  if (mark === undefined) return { names, keyType: type, key };
  if (mark !== "cert-authority" && mark !== "revoked") return undefined;
  return { mark, names, keyType: type, key };
}
