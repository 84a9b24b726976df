/** Which check, and what its values are called. */
export interface HistoryIdentity {
  readonly host?: string;
  readonly service?: string;
  readonly check: string;
  readonly type: string;
  readonly values: readonly { readonly label: string; readonly unit: string }[];
}

/** Results of one check with the same values, in columns: a day of a fleet has more than a million. */
export interface HistoryColumns extends HistoryIdentity {
  /** When each result started, in ms since 1970, ascending. */
  readonly at: number[];
  readonly states: string[];
  readonly durations: number[];
  /** By label, then by result; null where a value could not be determined or there was none. */
  readonly columns: (number | null)[][];
  /** Indexes of results that were not yet confirmed. */
  readonly soft: Set<number>;
  /** By index of the result: the summary where the state changed or the reason did. */
  readonly summaries: Map<number, string>;
}

/** Numbers over the values of one stretch; null where there were none. */
export interface Statistics {
  readonly n: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
}

/** What is left of an hour or a day of one check when its results are gone. */
export interface RollUp extends HistoryIdentity {
  readonly of: "hour" | "day";
  /** Start of the stretch, in ms since 1970. */
  readonly at: number;
  /** Results by state. */
  readonly states: Readonly<Record<string, number>>;
  /** In the order of `values`. */
  readonly statistics: readonly Statistics[];
}

export interface HistoryQuery {
  readonly from: Date;
  readonly to: Date;
  /** By `host/check` or `service:NAME/check`. */
  readonly wants: (key: string) => boolean;
}

/** Results where they are still there, roll-ups of an hour or a day where not. */
export type HistoryPart =
  | { readonly is: "results"; readonly key: string; readonly part: HistoryColumns }
  | { readonly is: "rollUp"; readonly key: string; readonly part: RollUp };

/** How long what is kept, in ms from the end of a day. */
export interface Retention {
  readonly rawMs: number;
  readonly hourlyMs: number;
  readonly dailyMs: number;
}

export interface CompactReport {
  /** Days (UTC) whose results were packed. */
  readonly packed: readonly {
    readonly day: string;
    readonly results: number;
    readonly bytesBefore: number;
    readonly bytesAfter: number;
  }[];
  /** Files that were removed because their time was over, relative to the state folder. */
  readonly removed: readonly string[];
  /** Checks whose present state was forgotten: not recorded for thirty days. */
  readonly forgotten: readonly string[];
  /** What was left as it is, and why. */
  readonly left: readonly { readonly day: string; readonly reason: string }[];
}

/** History over days. Methods reject with ItomError STATE or LOCKED. */
export interface HistoryStore {
  /** Hands over what there is of each wanted check, day after day. `skipped` counts what could not be read. */
  read(query: HistoryQuery, take: (part: HistoryPart) => void): Promise<{ readonly skipped: number }>;
  /** Packs past days, removes what is too old, forgets checks that are gone; `dryRun` only tells. */
  compact(retention: Retention, options?: { readonly dryRun?: boolean }): Promise<CompactReport>;
  /** What a run does at its end: at most one day, in bounded time, and not while another one does it. */
  tidy(retention: Retention): Promise<void>;
}
