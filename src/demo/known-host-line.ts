import type { SshKeyPair } from "./network/ssh-key.js";

/** A line for known_hosts that names the server by address and port (sshd(8)). */
export function knownHostLine(port: number, key: SshKeyPair): string {
  return `[127.0.0.1]:${port} ${key.public.trim()}`;
}
