import type { Host, Inventory } from "../inventory/model.js";
import type { ConnectionError, ConnectionErrorKind } from "../lib/connection-error.js";
import type { ItomError } from "../lib/errors.js";
import type { Ports } from "../ports/index.js";
import type { MachinePort, SshRoute } from "../ports/machine.js";
import type { ShellSession } from "../ports/shell.js";
import type { StateReport } from "../ports/state-inspector.js";

export type StepStatus = "ok" | "warning" | "failed" | "skipped";

/** What one step has seen. */
export interface Finding {
  readonly status: StepStatus;
  /** One line. */
  readonly summary: string;
  readonly hint?: string;
  readonly kind?: ConnectionErrorKind;
}

export interface StepResult extends Finding {
  readonly step: string;
  readonly durationMs: number;
}

interface Surroundings {
  readonly machine: MachinePort;
  readonly ports: Ports;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** Bound on one step, in milliseconds. */
  readonly timeoutMs: number;
}

export interface LocalInput extends Surroundings {
  readonly inventory: Inventory | ItomError;
  /** What relative positions in the inventory start from. */
  readonly cwd: string;
  /** Undefined where there is no inventory to put it beside. */
  readonly stateDirectory?: string;
  readonly verifyState: () => Promise<StateReport>;
}

/** A look at this machine; steps do not depend on each other. */
export interface LocalStep {
  readonly name: string;
  run(input: LocalInput): Promise<Finding>;
}

export interface HostInput extends Surroundings {
  readonly host: Host;
}

/** The path to one host, walked once: several steps look at the same connection. */
export interface Path {
  /** Rejects with ConnectionError UNAVAILABLE. */
  route(): Promise<SshRoute>;
  /** The session, or why there is none. */
  session(): Promise<ShellSession | ConnectionError>;
}

/** One step on the path to a host. */
export interface HostStep {
  readonly name: string;
  /** Steps without which this one makes no sense. */
  readonly needs: readonly string[];
  run(input: HostInput, path: Path): Promise<Finding>;
}
