/** What a number is measured in: a share, milliseconds, bytes, or nothing. */
export type ThresholdUnit = "%" | "ms" | "B" | "";

/** What one check type accepts; `direction` says what a value without an operator means: `high` alerts above it, `low` below. */
export interface ThresholdKind {
  readonly unit: ThresholdUnit;
  readonly direction: "high" | "low";
  /** The unit of a duration that is written without one; refused where undefined. */
  readonly bare?: "ms" | "s" | "h" | "d";
}

export type Operator = "<" | "<=" | ">" | ">=";

/** When a value is alarming; limits are in `unit`. */
export interface Threshold {
  /** As the person wrote it. */
  readonly written: string;
  readonly unit: ThresholdUnit;
  readonly alert:
    | { readonly kind: "beyond"; readonly operator: Operator; readonly limit: number }
    /** Both ends inclusive and perhaps infinite; alerts outside or, with `inside`, within. */
    | { readonly kind: "range"; readonly start: number; readonly end: number; readonly inside: boolean };
}

/** The thresholds of one measured number. */
export interface Thresholds {
  readonly warn?: Threshold | undefined;
  readonly crit?: Threshold | undefined;
}
