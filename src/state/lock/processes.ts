import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import process from "node:process";

/** A process, told apart from every other one on this and other machines, before and after a reboot. */
export interface ProcessIdentity {
  /** This boot of this machine and the PID namespace (a container has its own). */
  readonly boot: string;
  readonly pid: number;
  /** Field 22 of /proc/PID/stat (proc(5)): PIDs come again, start times do not. */
  readonly startTime: string;
}

export interface Processes {
  readonly self: ProcessIdentity;
  /** Undefined where it can't be told from here: another machine, container or boot. */
  isAlive(other: ProcessIdentity): boolean | undefined;
}

/** The processes of this machine. */
export function systemProcesses(): Processes {
  const self = { boot: bootId(), pid: process.pid, startTime: startTimeOf(process.pid) ?? "0" };
  return {
    self,
    isAlive(other) {
      if (other.boot !== self.boot) return undefined;
      const startTime = startTimeOf(other.pid);
      // Without /proc (macOS) only the number can be asked for.
      if (startTime === undefined) return self.startTime === "0" && respondsToSignal(other.pid);
      return startTime === other.startTime;
    },
  };
}

function bootId(): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const namespace = readlinkSync("/proc/self/ns/pid");
    return createHash("sha256").update(`${boot} ${namespace}`).digest("hex").slice(0, 16);
  } catch {
    return createHash("sha256").update(hostname()).digest("hex").slice(0, 16);
  }
}

/** Undefined where there is no such process, or no /proc; a zombie counts as gone. */
function startTimeOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name (field 2) may hold blanks and parentheses; the rest follows its last parenthesis.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function respondsToSignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
