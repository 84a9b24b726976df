import type { Host } from "../../inventory/model.js";
import type { CheckResult } from "../contract.js";
import type { Ports } from "../../ports/index.js";
import type { EvidenceListener } from "./evidence.js";

/** Where checks that read on go on, by `host/check`: before this run, and after it. */
export interface Positions {
  readonly before: ReadonlyMap<string, string>;
  readonly after: Map<string, string>;
}

/** What one run of checks works with. */
export interface RunSurroundings {
  readonly ports: Ports;
  readonly now: () => Date;
  /** Aborted: start nothing more, end what runs, give every check a result. */
  readonly signal: AbortSignal;
  /** Targets at once. */
  readonly forks: number;
  /** Probes at once on one target. */
  readonly probesPerTarget: number;
  /** Every host of the inventory, so that parents which are not checked themselves can be asked. */
  readonly hosts?: ReadonlyMap<string, Host>;
  readonly positions?: Positions;
  /** Addresses of our own way out. */
  readonly uplink?: readonly string[];
  /** Called for each result once it is final. */
  readonly onResult?: (result: CheckResult) => void;
  readonly onEvidence?: EvidenceListener;
}
