import { userInfo } from "node:os";
import type { Host } from "../../inventory/model.js";
import { ConnectionError } from "../../lib/connection-error.js";
import type { SecretsPort } from "../../ports/secrets.js";
import type { Become } from "./command-line.js";

/** How a host's commands become root; the password is resolved only when one is set. */
export async function planSudo(
  host: Host,
  user: string,
  secrets: SecretsPort,
): Promise<{ become: Become; password?: string }> {
  if (user === "root") return { become: "none" };
  if (host.ssh.become === undefined) {
    throw new ConnectionError(
      "SUDO",
      `this needs root on ${host.name}, and we are ${user} there`,
      `set ssh.become: sudo for ${host.name} in the inventory`,
    );
  }
  if (!host.ssh.becomePassword) return { become: "sudo" };
  return { become: "sudo-with-password", password: await secrets.resolve(host.ssh.becomePassword) };
}

/** The name of the user that this process runs as. */
export function localUser(): string {
  try {
    return userInfo().username;
  } catch {
    return process.getuid?.() === 0 ? "root" : "";
  }
}

const knownRefusals: readonly [pattern: RegExp, sentence: string, hint: string][] = [
  [
    /password is required|a terminal is required|no askpass|interactive authentication is required/i,
    "sudo asks for a password, and none is set",
    "set ssh.become_password to a secret, or allow the user NOPASSWD in sudoers",
  ],
  [
    /must have a tty/i,
    "sudo wants a terminal (requiretty in sudoers)",
    "remove `Defaults requiretty` for this user",
  ],
  [
    /incorrect password|try again|authentication fail/i,
    "sudo refused the password",
    "check ssh.become_password",
  ],
  [
    /not in the sudoers|not allowed to|may not run/i,
    "sudo does not let this user become root",
    "add the user to sudoers; `sudo -l` on the host shows what it may do",
  ],
  [/not found|no such file/i, "sudo is not installed", "install sudo, or connect as root without ssh.become"],
];

/** Says why sudo did not start the command, from what it printed. */
export function sudoRefusal(host: string, output: string, hadPassword: boolean): ConnectionError {
  const known = knownRefusals.find(([pattern]) => pattern.test(output));
  if (known) return new ConnectionError("SUDO", `${known[1]} on ${host}`, known[2]);
  const said = output.trim().split("\n").pop()?.slice(0, 200) ?? "";
  const why = said === "" ? "it said nothing" : `it said: ${said}`;
  const hint = hadPassword ? "check ssh.become_password and sudoers" : "try `sudo -n true` on the host";
  return new ConnectionError("SUDO", `sudo did not start the command on ${host}; ${why}`, hint);
}
