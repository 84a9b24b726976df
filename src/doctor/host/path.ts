import { ConnectionError } from "../../lib/connection-error.js";
import type { SshRoute } from "../../ports/machine.js";
import type { ShellSession } from "../../ports/shell.js";
import type { HostInput, Path } from "../contract.js";

/** Walks the path to a host when a step asks for it, and no part of it twice. */
export function createPath(input: HostInput): Path & { close(): Promise<void> } {
  let route: Promise<SshRoute> | undefined;
  let session: Promise<ShellSession | ConnectionError> | undefined;
  return {
    route: () => (route ??= input.machine.sshRoute(input.host)),
    session: () => (session ??= connect(input)),
    async close() {
      const opened = await session?.catch(() => undefined);
      if (opened && !(opened instanceof ConnectionError)) await opened.close();
    },
  };
}

async function connect({
  ports,
  host,
  timeoutMs,
  signal,
}: HostInput): Promise<ShellSession | ConnectionError> {
  try {
    return await ports.shell.connect(host, { timeoutMs, signal });
  } catch (error) {
    if (error instanceof ConnectionError) return error;
    throw error;
  }
}
