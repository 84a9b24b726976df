export interface GateOptions {
  readonly type?: readonly string[];
  readonly id?: readonly string[];
  readonly failOn?: "critical" | "warning";
  readonly budget?: string;
  readonly for?: string;
  readonly within?: string;
  readonly consecutive?: string;
  readonly interval?: string;
  readonly save?: string;
  readonly baseline?: string;
  readonly baselineAge?: string;
  readonly latencyFactor?: string;
  readonly out?: readonly string[];
}
