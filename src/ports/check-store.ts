/** What is remembered of a check from run to run, beside its last result (src/events). */
export interface CheckMemory {
  /** Runs in a row, up to the last, in which it was not OK. */
  readonly badRuns: number;
  /** The states of the last runs, oldest first, a letter each: O, W, C, U, R (unreachable). */
  readonly recent: string;
  readonly flapping: boolean;
  /** The last confirmed state while it did not flap: what people were told. */
  readonly told?: string;
  /** Where a check that reads on goes on in the next run. */
  readonly position?: string;
}

/** A check result as the store keeps it; the fields are those of the JSON result (docs/json.md). */
export interface StoredResult {
  readonly host?: string;
  readonly service?: string;
  readonly check: string;
  readonly type: string;
  readonly state: string;
  readonly hard: boolean;
  readonly summary: string;
  readonly values: readonly {
    readonly label: string;
    readonly value: number | null;
    readonly unit: string;
  }[];
  readonly startedAt: string;
  readonly durationMs: number;
  readonly memory?: CheckMemory;
}

/** The present state of one check, kept from run to run. */
export interface PresentState extends StoredResult {
  /** When the state last became what it is, ISO 8601. */
  readonly since: string;
  /** The state before that, where there was one. */
  readonly previous?: string;
}

/** A result as the history keeps it: the summary only where the state was not OK. */
export interface HistoryResult extends Omit<StoredResult, "summary"> {
  readonly summary?: string;
}

/** Present states and history of checks. Methods reject with ItomError STATE or LOCKED. */
export interface CheckStore {
  /** Makes the folder ready; rejects where nothing could be recorded. */
  prepare(): Promise<void>;
  /** Writes present states and history durably; both or, after a crash, at least the history. */
  record(results: readonly StoredResult[]): Promise<void>;
  /** By `host/check` or `service:NAME/check`. */
  present(): Promise<ReadonlyMap<string, PresentState>>;
  /**
   * One day's results in the order they were recorded; `day` in UTC, `2026-11-28`. `skipped` counts what could not be read.
   * Rejects for a day that is packed: HistoryStore reads it.
   */
  history(day: string): Promise<{ readonly results: readonly HistoryResult[]; readonly skipped: number }>;
}
