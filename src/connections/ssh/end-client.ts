import type { Client } from "ssh2";

/** Says goodbye; a server that never answers it must not hold the process. */
export function endClient(client: Client): void {
  client.end();
  setTimeout(() => client.destroy(), 2_000).unref();
}
