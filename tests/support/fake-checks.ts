import { z } from "zod";
import type {
  AnyCheckType,
  PlannedCheck,
  ProbeCheckType,
  ShellCheckType,
} from "../../src/checks/contract.js";
import type { RunSurroundings } from "../../src/checks/run/surroundings.js";
import type { Host } from "../../src/inventory/model.js";
import { ConnectionError } from "../../src/lib/connection-error.js";
import type { Ports } from "../../src/ports/index.js";
import type { ShellPort } from "../../src/ports/shell.js";
import { position } from "./hosts.js";

/** A probe whose observation is what `observe` gives, and which is OK when that is "fine". */
export function fakeProbe(
  observe: ProbeCheckType<unknown, unknown>["observe"],
  more: Partial<ProbeCheckType<unknown, unknown>> = {},
): ProbeCheckType<unknown, unknown> {
  return {
    kind: "probe",
    name: "fake-probe",
    summary: "a probe",
    options: z.unknown(),
    example: "",
    targets: ["host"],
    observe,
    evaluate: (_options, seen) => ({
      state: seen === "fine" ? "OK" : "CRITICAL",
      summary: String(seen),
      values: [],
    }),
    ...more,
  };
}

/** A shell check that is OK when its command prints "fine". */
export function fakeShell(
  text: string,
  more: Partial<ShellCheckType<unknown>> = {},
): ShellCheckType<unknown> {
  return {
    kind: "shell",
    name: "fake-shell",
    summary: "a shell check",
    options: z.unknown(),
    example: "",
    targets: ["host"],
    script: () => ({ text, sudo: false }),
    evaluate: (_options, { stdout }) => ({
      state: stdout.trim() === "fine" ? "OK" : "CRITICAL",
      summary: stdout.trim(),
      values: [],
    }),
    ...more,
  };
}

export function planned(
  host: Host,
  id: string,
  type: AnyCheckType,
  changes: Partial<PlannedCheck> = {},
): PlannedCheck {
  return {
    target: { kind: "host", host },
    targetName: host.name,
    id,
    type,
    options: {},
    written: {},
    timeoutMs: 5_000,
    attempts: 1,
    intervalMs: 0,
    needs: [],
    confirm: 1,
    position,
    positions: new Map(),
    ...changes,
  };
}

/** A shell port that refuses every connection. */
export const refusingShell: ShellPort = {
  connect: () => Promise.reject(new ConnectionError("REFUSED", "nothing listens there", "start sshd")),
  close: () => Promise.resolve(),
};

export function makeRun(
  changes: Partial<Omit<RunSurroundings, "ports">> & { shell?: ShellPort } = {},
): RunSurroundings {
  const { shell = refusingShell, ...rest } = changes;
  // A run only reaches for the ports that its checks use.
  const ports = { shell } as Ports;
  return {
    ports,
    now: () => new Date("2026-01-01T00:00:00Z"),
    signal: new AbortController().signal,
    forks: 10,
    probesPerTarget: 4,
    ...rest,
  };
}
