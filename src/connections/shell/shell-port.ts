import type { Host } from "../../inventory/model.js";
import { ConnectionError } from "../../lib/connection-error.js";
import type { SecretsPort } from "../../ports/secrets.js";
import type { ShellPort } from "../../ports/shell.js";
import type { Lookup } from "../ssh/dial.js";

export interface ShellPortOptions {
  readonly hosts: ReadonlyMap<string, Host>;
  readonly secrets: SecretsPort;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Handshakes at once through one jump host; 10 where undefined. */
  readonly forksPerJump?: number;
  /** In place of the system's resolver, for tests. */
  readonly lookup?: Lookup;
}

/** Something that is made when the first host needs it, and closed if it ever was. */
function lazy<T extends { close(): Promise<void> }>(make: () => Promise<T>) {
  let made: Promise<T> | undefined;
  return {
    get: (): Promise<T> => (made ??= make()),
    close: async (): Promise<void> => (await made)?.close(),
  };
}

/** Opens shells by `host.connection` and `host.ssh.transport`; each way of connecting is loaded when the first host needs it. */
export function createShellPort(options: ShellPortOptions): ShellPort {
  const { hosts, secrets, env, lookup } = options;
  const ssh2 = lazy(async () => {
    const { SshConnector } = await import("../ssh/ssh-connector.js");
    const forksPerJump = options.forksPerJump ?? 10;
    return new SshConnector({ hosts, secrets, env, forksPerJump, ...(lookup && { lookup }) });
  });
  const openssh = lazy(async () => {
    const { OpensshConnector } = await import("../openssh/openssh-connector.js");
    return new OpensshConnector({ hosts, secrets, env });
  });
  return {
    async connect(host, limits) {
      if (host.connection === "local") {
        const { openLocalSession } = await import("../local/local-session.js");
        return openLocalSession({ host, secrets, env });
      }
      if (host.connection !== "ssh") throw noShell(host);
      const connector = host.ssh.transport === "openssh" ? openssh : ssh2;
      return (await connector.get()).connect(host, limits);
    },
    async close() {
      await ssh2.close();
      await openssh.close();
    },
  };
}

function noShell(host: Host): ConnectionError {
  return new ConnectionError(
    "UNAVAILABLE",
    `${host.name} has no shell (connection: ${host.connection})`,
    "set connection: ssh if commands can run there",
  );
}
