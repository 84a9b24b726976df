import { access, constants, stat } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { isIP } from "node:net";
import type { Host } from "../../inventory/model.js";
import type { FileStatus, MachinePort } from "../../ports/machine.js";
import type { SecretsPort } from "../../ports/secrets.js";
import type { SshConfig } from "../ssh/config/ssh-config.js";
import { resolveName, systemLookup } from "../ssh/dial.js";

interface MachineOptions {
  readonly hosts: ReadonlyMap<string, Host>;
  readonly secrets: SecretsPort;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function createMachinePort({ hosts, secrets, env }: MachineOptions): MachinePort {
  let config: Promise<SshConfig> | undefined;
  return {
    nodeVersion: process.versions.node,
    async findProgram(name) {
      for (const folder of (env["PATH"] ?? "").split(delimiter)) {
        const path = join(folder, name);
        if (folder !== "" && (await may(path, constants.X_OK))) return path;
      }
      return undefined;
    },
    fileStatus,
    async lookup(name) {
      return isIP(name) === 0 ? resolveName(name, systemLookup) : [name];
    },
    async sshRoute(host) {
      const { planRoute } = await import("../ssh/route.js");
      config ??= loadSshConfig(env);
      const route = await planRoute(host, { hosts, config: await config, env });
      return { ...route, jumps: route.jumps.map(({ name }) => name) };
    },
    async agentKeys() {
      const socket = env["SSH_AUTH_SOCK"];
      if (socket === undefined || socket === "") return undefined;
      const { Keyring } = await import("../ssh/keyring.js");
      return (await new Keyring(secrets).agent(socket)).keys.length;
    },
  };
}

/** One for all hosts, since hosts that the same lines speak to share one question to ssh. */
async function loadSshConfig(env: MachineOptions["env"]): Promise<SshConfig> {
  const { SshConfig } = await import("../ssh/config/ssh-config.js");
  return new SshConfig(env);
}

async function fileStatus(path: string): Promise<FileStatus | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return undefined;
  return {
    kind: found.isFile() ? "file" : found.isDirectory() ? "folder" : "other",
    mode: found.mode & 0o7777,
    readable: await may(path, constants.R_OK),
    writable: await may(path, constants.W_OK),
    modified: found.mtime,
  };
}

function may(path: string, what: number): Promise<boolean> {
  return access(path, what).then(
    () => true,
    () => false,
  );
}
