/** What we take from ssh_config(5); the rest is OpenSSH's own business. */
export interface SshConfigSettings {
  readonly hostName?: string;
  readonly user?: string;
  readonly port?: number;
  readonly identity: readonly string[];
  readonly identitiesOnly: boolean;
  /** A socket, `none`, or undefined where SSH_AUTH_SOCK counts. */
  readonly identityAgent?: string;
  readonly jump: readonly string[];
  readonly proxyCommand?: string;
  readonly knownHosts: readonly string[];
  readonly hostKeyAlias?: string;
}

/**
 * Reads what `ssh -G NAME` prints: one lower-case keyword and its value on each line. Pure.
 * Paths may begin with `~`, which is `home`.
 */
export function parseSshG(text: string, home: string | undefined): SshConfigSettings {
  const values = new Map<string, string[]>();
  for (const raw of text.split("\n")) {
    const line = raw.trimEnd();
    const space = line.indexOf(" ");
    if (space <= 0) continue;
    const keyword = line.slice(0, space).toLowerCase();
    values.set(keyword, [...(values.get(keyword) ?? []), line.slice(space + 1).trim()]);
  }
  const first = (keyword: string): string | undefined => {
    const value = values.get(keyword)?.[0];
    return value === undefined || value === "" || value === "none" ? undefined : value;
  };
  const paths = (keyword: string): string[] =>
    (values.get(keyword) ?? [])
      .flatMap(splitWords)
      .filter((path) => path !== "none")
      .map((path) => expandHome(path, home));
  const port = Number(first("port"));
  const agent = values.get("identityagent")?.[0];
  return {
    ...optional("hostName", first("hostname")),
    ...optional("user", first("user")),
    ...(Number.isInteger(port) && port >= 1 && port <= 65_535 && { port }),
    identity: (values.get("identityfile") ?? [])
      .filter((path) => path !== "none")
      .map((path) => expandHome(path, home)),
    identitiesOnly: first("identitiesonly") === "yes",
    ...(agent !== undefined &&
      agent !== "" &&
      agent !== "SSH_AUTH_SOCK" && { identityAgent: expandHome(agent, home) }),
    jump: (first("proxyjump") ?? "")
      .split(",")
      .map((hop) => hop.trim())
      .filter((hop) => hop !== ""),
    ...optional("proxyCommand", first("proxycommand")),
    knownHosts: [...paths("userknownhostsfile"), ...paths("globalknownhostsfile")],
    ...optional("hostKeyAlias", first("hostkeyalias")),
  };
}

function optional<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {};
  if (value !== undefined) found[key] = value;
  return found;
}

/** Splits at spaces that are not inside double quotes. */
function splitWords(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

export function expandHome(path: string, home: string | undefined): string {
  if (home === undefined) return path;
  return path === "~" || path.startsWith("~/") ? `${home}${path.slice(1)}` : path;
}
