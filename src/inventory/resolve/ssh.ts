import type { SshSettings } from "../model.js";
import type { WrittenSsh } from "../schema/ssh.js";
import { absolute, type Folders } from "./folders.js";
import { toList } from "./level.js";
import { toSecret } from "./secrets.js";

const connectTimeoutMs = 10_000;
const keepaliveMs = 15_000;

/** Fills in what no level says. */
export function toSshSettings(written: WrittenSsh, folders: Folders): SshSettings {
  const { user, port, passphrase, password, become, become_password: becomePassword, config } = written;
  const files = (paths: unknown): string[] => toList(paths).map((path) => absolute(path, folders));
  return {
    ...(user !== undefined && { user }),
    ...(port !== undefined && { port }),
    identity: files(written.identity),
    identitiesOnly: written.identities_only ?? false,
    ...(passphrase !== undefined && { passphrase: toSecret(passphrase, folders) }),
    ...(password !== undefined && { password: toSecret(password, folders) }),
    jump: toList(written.jump),
    hostKey: written.host_key ?? "strict",
    knownHosts: files(written.known_hosts),
    ...(become === "sudo" && { become }),
    ...(becomePassword !== undefined && { becomePassword: toSecret(becomePassword, folders) }),
    transport: written.transport ?? "ssh2",
    legacy: written.legacy ?? false,
    ...(config !== undefined && { config: config === "none" ? config : absolute(config, folders) }),
    connectTimeoutMs: written.connect_timeout ?? connectTimeoutMs,
    keepaliveMs: written.keepalive ?? keepaliveMs,
  };
}
