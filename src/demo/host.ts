import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SshKeyPair } from "./network/ssh-key.js";
import { startSshServer } from "./network/ssh-server.js";
import type { SshServer } from "./network/ssh-server-options.js";
import { df, type DemoMount } from "./programs/df.js";
import { grep } from "./programs/grep.js";
import { systemctl, type DemoUnit } from "./programs/systemctl.js";

/** A host with a shell: a folder of its own, programs that speak for it, and a real SSH server. */
export interface DemoHost {
  readonly name: string;
  readonly mounts: readonly DemoMount[];
  readonly units?: readonly DemoUnit[];
  /** Further programs, by name. */
  readonly programs?: Readonly<Record<string, string>>;
  /** Others know it with another host key than it has. */
  readonly changedKey?: boolean;
  /** Is a jump host. */
  readonly forwarding?: boolean;
}

export const demoUser = "demo";

/** Writes the host's programs and files below `folder`, and starts its SSH server with `hostKey`. */
export async function startHost(
  folder: string,
  host: DemoHost,
  keys: { readonly user: SshKeyPair; readonly host: SshKeyPair },
): Promise<SshServer> {
  const home = join(folder, "hosts", host.name, "home");
  const bin = join(folder, "hosts", host.name, "bin");
  await mkdir(home, { recursive: true, mode: 0o700 });
  const programs = {
    df: df(host.mounts),
    grep: grep(host.mounts),
    systemctl: systemctl(host.units ?? []),
    hostname: `#!/bin/sh\necho ${host.name}\n`,
    ...host.programs,
  };
  for (const [name, text] of Object.entries(programs)) await writeProgram(join(bin, name), text);
  return startSshServer({
    users: [{ name: demoUser, authorizedKeys: [keys.user.public] }],
    home,
    path: [bin],
    hostKey: keys.host.private,
    ...(host.forwarding === true && { forwarding: true }),
  });
}

async function writeProgram(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, text);
  await chmod(path, 0o700);
}
