import type { Inventory } from "../../inventory/model.js";
import type { Ports } from "../../ports/index.js";
import { createSecrets } from "../../connections/secrets/secrets.js";
import { createShellPort } from "../../connections/shell/shell-port.js";

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly atEnd: (task: () => Promise<void>) => void;
}

/** One set of connections for one inventory. */
export function createPorts(inventory: Inventory, { env, atEnd }: Surroundings): Ports {
  const secrets = createSecrets(env);
  const shell = createShellPort({ hosts: inventory.hosts, secrets, env });
  atEnd(() => shell.close());
  return { shell, secrets };
}
