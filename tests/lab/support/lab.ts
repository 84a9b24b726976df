import { join } from "node:path";
import { run, type Ended } from "./run.js";

const given = process.env["ITOM_LAB"];
if (given === undefined) {
  throw new Error("not on the lab's control node: run by `tests/lab/lab ctl npx vitest run --config …`");
}

/** The lab's folder: inventory, keys, known_hosts, tls. */
export const labFolder: string = given;

const program = join(import.meta.dirname, "..", "lab");

/** Runs a command as root on a host, without SSH. */
export function onHost(host: string, ...command: readonly string[]): Promise<Ended> {
  return run(program, ["exec", host, ...command]);
}

/** Runs a command on a host by the system's ssh. */
export function sshTo(target: string, command: string, ...options: readonly string[]): Promise<Ended> {
  return run("ssh", ["-F", join(labFolder, "ssh_config"), ...options, target, command]);
}
