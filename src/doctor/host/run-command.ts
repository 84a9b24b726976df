import { ConnectionError } from "../../lib/connection-error.js";
import type { ShellResult } from "../../ports/shell.js";
import type { HostInput, Path } from "../contract.js";

/** Runs one command on the host. Rejects with ConnectionError. */
export async function runCommand(
  input: HostInput,
  path: Path,
  command: string,
  sudo = false,
): Promise<ShellResult> {
  const session = await path.session();
  if (session instanceof ConnectionError) throw session;
  const { timeoutMs, signal } = input;
  return session.run({ command, sudo, timeoutMs, signal, maxOutputBytes: 16_384 });
}

export function hasShell({ host }: HostInput): boolean {
  return host.connection === "ssh" || host.connection === "local";
}
