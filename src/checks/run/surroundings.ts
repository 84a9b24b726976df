import type { Host } from "../../inventory/model.js";
import type { CheckResult } from "../contract.js";
import type { Ports } from "../../ports/index.js";
import type { EvidenceListener } from "./evidence.js";

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
  /** Addresses of our own way out. */
  readonly uplink?: readonly string[];
  /** Called for each result once it is final. */
  readonly onResult?: (result: CheckResult) => void;
  readonly onEvidence?: EvidenceListener;
}
