/** One piece of a host's script. */
export interface ScriptSection {
  /** POSIX sh text. */
  readonly text: string;
  /** Rounded up to whole seconds; the host's clock ticks once a second. */
  readonly timeoutMs: number;
  /** What may come back of each of its streams. */
  readonly maxBytes: number;
  /**
   * For text of our own that prints little and starts nothing that outlives it: spared the processes that bound and
   * contain others. Its two streams come back as one, in `stdout`.
   */
  readonly light: boolean;
}
