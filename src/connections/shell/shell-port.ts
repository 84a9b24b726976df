import type { Host } from "../../inventory/model.js";
import { ConnectionError } from "../../lib/connection-error.js";
import type { SecretsPort } from "../../ports/secrets.js";
import type { ShellPort } from "../../ports/shell.js";

export interface ShellPortOptions {
  readonly hosts: ReadonlyMap<string, Host>;
  readonly secrets: SecretsPort;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Opens shells by `host.connection`; each way of connecting is loaded when the first host needs it. */
export function createShellPort(options: ShellPortOptions): ShellPort {
  return {
    async connect(host) {
      if (host.connection === "local") {
        const { openLocalSession } = await import("../local/local-session.js");
        return openLocalSession({ host, secrets: options.secrets, env: options.env });
      }
      throw noShell(host);
    },
    async close() {},
  };
}

function noShell(host: Host): ConnectionError {
  return new ConnectionError(
    "UNAVAILABLE",
    `${host.name} has no shell (connection: ${host.connection})`,
    "set connection: ssh if commands can run there",
  );
}
