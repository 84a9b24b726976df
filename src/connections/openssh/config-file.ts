import { jumpsOf } from "../../inventory/jumps.js";
import type { Host, SshSettings } from "../../inventory/model.js";
import { ConnectionError } from "../../lib/connection-error.js";
import { parseHop } from "../ssh/hop.js";

/**
 * Writes the ssh_config(5) for one host: what the inventory says of it and of its jump hosts first, since the first value
 * wins, and then the files that ssh would read by itself. Pure. Rejects with UNAVAILABLE what can't be written there.
 */
export function writeConfig(
  host: Host,
  hosts: ReadonlyMap<string, Host>,
  includes: readonly string[],
): string {
  const blocks = new Map<string, string[]>();
  addHost(host, hosts, blocks);
  const lines = [...blocks].flatMap(([name, settings]) => [
    `Host ${pattern(name)}`,
    ...settings.map((line) => `  ${line}`),
  ]);
  return [
    ...lines,
    "Host *",
    ...always.map((line) => `  ${line}`),
    ...includes.map((file) => `  Include ${quote(file)}`),
    "",
  ].join("\n");
}

/** Nothing of a person's interactive habits may get into the way, and no text may be held back that tells why ssh failed. */
const always = [
  "LogLevel INFO",
  "NumberOfPasswordPrompts 1",
  "ForwardAgent no",
  "ForwardX11 no",
  "ClearAllForwardings yes",
  "PermitLocalCommand no",
  "RemoteCommand none",
  "RequestTTY no",
  "EscapeChar none",
  "UpdateHostKeys no",
];

/** OpenSSH 10 no longer knows ssh-dss, so that it can't be asked for. */
const legacy = [
  "KexAlgorithms +diffie-hellman-group14-sha1,diffie-hellman-group1-sha1",
  "HostKeyAlgorithms +ssh-rsa",
  "PubkeyAcceptedAlgorithms +ssh-rsa",
  "Ciphers +aes128-cbc,aes192-cbc,aes256-cbc,3des-cbc",
];

function addHost(host: Host, hosts: ReadonlyMap<string, Host>, blocks: Map<string, string[]>): void {
  if (blocks.has(host.name)) return;
  const { ssh } = host;
  const settings = [...shared(ssh)];
  blocks.set(host.name, settings);
  if (host.origins.has("address") || host.address !== host.name)
    settings.push(`HostName ${value(host.address)}`);
  if (ssh.user !== undefined) settings.push(`User ${value(ssh.user)}`);
  if (ssh.port !== undefined) settings.push(`Port ${ssh.port}`);
  const words = jumpsOf(host.name, ssh.jump);
  if (words.length > 0)
    settings.push(`ProxyJump ${words.map((word) => jump(word, host, hosts, blocks)).join(",")}`);
  else if (ssh.jump.length > 0 || host.origins.has("ssh.jump")) settings.push("ProxyJump none");
}

function jump(
  word: string,
  host: Host,
  hosts: ReadonlyMap<string, Host>,
  blocks: Map<string, string[]>,
): string {
  const member = hosts.get(word);
  if (member) {
    addHost(member, hosts, blocks);
    return pattern(word);
  }
  const hop = parseHop(word);
  if (!hop) throw unwritable(`the jump host "${word}"`);
  if (!blocks.has(hop.host)) {
    const named =
      hop.user === undefined && host.ssh.user !== undefined ? [`User ${value(host.ssh.user)}`] : [];
    blocks.set(hop.host, [...shared(host.ssh), ...named]);
  }
  return value(word);
}

/** What a host and a jump host that stands in no inventory have in common. */
function* shared(ssh: SshSettings): Generator<string> {
  yield `StrictHostKeyChecking ${ssh.hostKey === "strict" ? "yes" : "accept-new"}`;
  yield `ConnectTimeout ${Math.max(1, Math.ceil(ssh.connectTimeoutMs / 1000))}`;
  if (ssh.keepaliveMs > 0) yield `ServerAliveInterval ${Math.max(1, Math.ceil(ssh.keepaliveMs / 1000))}`;
  yield `BatchMode ${ssh.password || ssh.passphrase ? "no" : "yes"}`;
  for (const path of ssh.identity) yield `IdentityFile ${quote(path)}`;
  if (ssh.identitiesOnly) yield "IdentitiesOnly yes";
  if (ssh.knownHosts.length > 0) {
    yield `UserKnownHostsFile ${ssh.knownHosts.map(quote).join(" ")}`;
    yield "GlobalKnownHostsFile none";
  }
  if (ssh.legacy) yield* legacy;
}

/** A name stands for itself in a Host line only when nothing in it is a pattern. */
function pattern(name: string): string {
  if (/^[A-Za-z0-9_.:][A-Za-z0-9_.:%-]*$/.test(name)) return name;
  throw unwritable(`the host name "${name}"`);
}

function value(text: string): string {
  if (/^[^\s"'\\#\p{Cc}-][^\s"'\\#\p{Cc}]*$/u.test(text)) return text;
  throw unwritable(`"${text}"`);
}

/** ssh expands `%` in paths; neither quotes nor control characters can be escaped. */
function quote(path: string): string {
  if (/["\\\p{Cc}]/u.test(path)) throw unwritable(`the path "${path}"`);
  return `"${path.replaceAll("%", "%%")}"`;
}

function unwritable(what: string): ConnectionError {
  return new ConnectionError(
    "UNAVAILABLE",
    `${what} can't be written into an ssh_config file`,
    "rename it, or set ssh.transport: ssh2",
  );
}
