import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { CommandContext } from "../../cli/context/context.js";
import { readSshConfig, type SshConfigHost } from "../../inventory/index.js";
import { judgeAddress, judgeName, judgeUser, type NewHost } from "./answers.js";

export interface ImportedHosts {
  readonly hosts: readonly NewHost[];
  /** What was left out, and why. */
  readonly notes: readonly string[];
}

/** The ssh_config of the user. */
export function userSshConfig({ env }: CommandContext): string {
  return join(homeOf(env), ".ssh", "config");
}

/** Takes hosts from an ssh_config; what the inventory can't hold is left out with a note. Rejects where it can't be read. */
export async function importHosts(context: CommandContext, file: string): Promise<ImportedHosts> {
  const found = await readSshConfig(resolve(context.cwd, file), homeOf(context.env));
  const usable = new Set(found.filter(isUsable).map(({ alias }) => alias));
  const notes = found
    .filter((host) => !isUsable(host))
    .map(({ alias }) => `${alias} is left out: ${whyNot(alias)}`);
  const hosts = found.filter(isUsable).map((host) => toNewHost(host, usable, notes));
  return { hosts, notes };
}

function homeOf(env: CommandContext["env"]): string {
  const home = env["HOME"];
  return home === undefined || home === "" ? homedir() : home;
}

function isUsable({ alias, hostName, user }: SshConfigHost): boolean {
  return (
    judgeName(alias) === true &&
    judgeAddress(hostName ?? alias) === true &&
    (user === undefined || judgeUser(user) === true)
  );
}

function whyNot(alias: string): string {
  const judged = judgeName(alias);
  return judged === true ? "its HostName or User can't be written in an inventory" : judged;
}

function toNewHost(host: SshConfigHost, usable: ReadonlySet<string>, notes: string[]): NewHost {
  const { alias, hostName, user, port, identity } = host;
  const jump = host.jump.filter(
    (hop) => (hop !== alias && usable.has(hop)) || /^(?!-)[^\s,{]*[@:.][^\s,{]*$/.test(hop),
  );
  if (jump.length < host.jump.length)
    notes.push(`${alias}: the jump host ${host.jump.join(",")} is unknown and left out`);
  return {
    name: alias,
    address: hostName ?? alias,
    ...(user !== undefined && { user }),
    ...(port !== undefined && port !== 22 && { port }),
    ...(identity.length > 0 && { identity }),
    ...(jump.length > 0 && { jump }),
  };
}
