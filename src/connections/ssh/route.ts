import { join } from "node:path";
import { jumpsOf } from "../../inventory/jumps.js";
import type { Host, Secret, SshSettings } from "../../inventory/model.js";
import { ConnectionError } from "../../lib/connection-error.js";
import { localUser } from "../shell/sudo.js";
import { homeOf, type SshConfig } from "./config/ssh-config.js";
import type { SshConfigSettings } from "./config/parse-ssh-g.js";
import { parseHop } from "./hop.js";

/** All that is needed to reach and enter one SSH server; inventory over ssh_config over defaults. */
export interface Route {
  /** What people call it. */
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** The name that its host key is known by. */
  readonly keyName: string;
  /** And the port there; an alias stands for host and port together, as in ssh. */
  readonly keyPort: number;
  readonly identity: readonly string[];
  /** The inventory names the identity, so that at least one must be usable. */
  readonly identityIsRequired: boolean;
  readonly identitiesOnly: boolean;
  readonly agent?: string;
  readonly passphrase?: Secret;
  readonly password?: Secret;
  readonly knownHosts: readonly string[];
  readonly hostKey: SshSettings["hostKey"];
  readonly legacy: boolean;
  readonly connectTimeoutMs: number;
  readonly keepaliveMs: number;
  /** The servers on the way, nearest to us first. */
  readonly jumps: readonly Route[];
}

export interface RouteOptions {
  readonly hosts: ReadonlyMap<string, Host>;
  readonly config: SshConfig;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const maxJumps = 8;

/** Finds the way to a host. Rejects with UNAVAILABLE when the settings make no way. */
export async function planRoute(
  host: Host,
  options: RouteOptions,
  way: readonly string[] = [],
): Promise<Route> {
  if (way.includes(host.name) || way.length > maxJumps) {
    const circle = [...way, host.name].reverse().join(" through ");
    throw new ConnectionError(
      "UNAVAILABLE",
      `the jump hosts lead in a circle: ${circle}`,
      "correct ssh.jump",
    );
  }
  const { config } = options;
  const said =
    (await config.find(host.name, host.ssh.config)) ?? (await config.find(host.address, host.ssh.config));
  const words = jumpsOf(host.name, jumpWords(host, said));
  if (words.length === 0 && said?.proxyCommand !== undefined) throw noProxyCommand(host);
  const own = ownSettings(host, said, options.env);
  const jumps: Route[] = [];
  for (const word of words) {
    const hop = await planHop(word, host, options, [...way, host.name]);
    // Only the first hop is reached on its own way; the others through the one before.
    jumps.push(...(jumps.length === 0 ? hop.jumps : []), { ...hop, jumps: [] });
  }
  return { ...own, jumps };
}

function jumpWords(host: Host, said: SshConfigSettings | undefined): readonly string[] {
  const isWritten = host.ssh.jump.length > 0 || host.origins.has("ssh.jump");
  return isWritten ? host.ssh.jump : (said?.jump ?? []);
}

function noProxyCommand(host: Host): ConnectionError {
  return new ConnectionError(
    "UNAVAILABLE",
    `ssh_config reaches ${host.name} by a ProxyCommand, which ssh2 can't run`,
    "set ssh.transport: openssh, or ssh.jump",
  );
}

async function planHop(
  word: string,
  host: Host,
  options: RouteOptions,
  way: readonly string[],
): Promise<Route> {
  const member = options.hosts.get(word);
  if (member) return planRoute(member, options, way);
  const hop = parseHop(word);
  if (!hop) {
    const hint = "write the name of a host of the inventory, or user@host:port";
    throw new ConnectionError(
      "UNAVAILABLE",
      `the jump host "${word}" of ${host.name} is no place to connect to`,
      hint,
    );
  }
  const { password: _own, user, port: _port, ...shared } = host.ssh;
  const named = hop.user ?? user;
  const ssh = {
    ...shared,
    jump: [],
    ...(named !== undefined && { user: named }),
    ...(hop.port !== undefined && { port: hop.port }),
  };
  return planRoute({ ...host, name: hop.host, address: hop.host, origins: new Map(), ssh }, options, way);
}

function ownSettings(
  host: Host,
  said: SshConfigSettings | undefined,
  env: RouteOptions["env"],
): Omit<Route, "jumps"> {
  const { ssh } = host;
  const home = homeOf(env);
  const address = host.origins.has("address") ? host.address : (said?.hostName ?? host.address);
  const user = ssh.user ?? said?.user ?? localUser();
  const port = ssh.port ?? said?.port ?? 22;
  const expand = (path: string): string =>
    expandTokens(path, { h: address, r: user, p: String(port), n: host.name, d: home ?? "", u: localUser() });
  const agent = agentSocket(said?.identityAgent, env, expand);
  const identity =
    ssh.identity.length > 0 ? ssh.identity : (said?.identity.map(expand) ?? defaultIdentity(home));
  const knownHosts =
    ssh.knownHosts.length > 0 ? ssh.knownHosts : (said?.knownHosts.map(expand) ?? defaultKnownHosts(home));
  return {
    name: host.name,
    address,
    port,
    user,
    keyName: said?.hostKeyAlias ?? address,
    keyPort: said?.hostKeyAlias === undefined ? port : 22,
    identity,
    identityIsRequired: ssh.identity.length > 0,
    identitiesOnly: ssh.identitiesOnly || (said?.identitiesOnly ?? false),
    ...(agent !== undefined && { agent }),
    ...(ssh.passphrase && { passphrase: ssh.passphrase }),
    ...(ssh.password && { password: ssh.password }),
    knownHosts,
    hostKey: ssh.hostKey,
    legacy: ssh.legacy,
    connectTimeoutMs: ssh.connectTimeoutMs,
    keepaliveMs: ssh.keepaliveMs,
  };
}

/** IdentityAgent names a socket, a variable that holds one (`$NAME`), or `none`. */
function agentSocket(
  said: string | undefined,
  env: RouteOptions["env"],
  expand: (path: string) => string,
): string | undefined {
  if (said === "none") return undefined;
  const variable = said === undefined ? "SSH_AUTH_SOCK" : /^\$(\w+)$/.exec(said)?.[1];
  const socket = variable === undefined ? expand(said ?? "") : env[variable];
  return socket === "" ? undefined : socket;
}

/** As ssh_config(5), TOKENS; unknown ones stay as they are. */
function expandTokens(path: string, tokens: Readonly<Record<string, string>>): string {
  return path.replace(/%(.)/g, (whole, letter: string) => (letter === "%" ? "%" : (tokens[letter] ?? whole)));
}

function defaultIdentity(home: string | undefined): string[] {
  if (home === undefined) return [];
  return ["id_ed25519", "id_ecdsa", "id_rsa"].map((name) => join(home, ".ssh", name));
}

export function defaultKnownHosts(home: string | undefined): string[] {
  const own =
    home === undefined ? [] : [join(home, ".ssh", "known_hosts"), join(home, ".ssh", "known_hosts2")];
  return [...own, "/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"];
}
