import type { ZodType } from "zod";
import type { Host, Service } from "../inventory/model.js";
import type { ConnectionErrorKind } from "../lib/connection-error.js";
import type { SourcePosition } from "../lib/position.js";
import type { Ports } from "../ports/index.js";

/** Worst first when results differ: CRITICAL, UNREACHABLE, UNKNOWN, WARNING, OK. */
export type State = "OK" | "WARNING" | "CRITICAL" | "UNKNOWN" | "UNREACHABLE";

/** One measured number with its thresholds as written. */
export interface Value {
  readonly label: string;
  /** Null where it could not be determined. */
  readonly value: number | null;
  /** `s`, `B`, `%`, `c` (a counter) or empty, as in Nagios performance data. */
  readonly unit: string;
  readonly warn?: string;
  readonly crit?: string;
  readonly min?: number;
  readonly max?: number;
}

/** EXIT: the command itself failed. OPTION: the check can't be made as written. OUTPUT: the answer could not be read. */
export type CheckErrorKind = ConnectionErrorKind | "EXIT" | "OPTION" | "OUTPUT" | "BUG";

export interface CheckError {
  readonly kind: CheckErrorKind;
  readonly message: string;
  readonly hint?: string;
}

/** What a check type decides from what was observed. */
export interface Verdict {
  readonly state: State;
  /** One line, about 80 characters, that names the reason first. */
  readonly summary: string;
  readonly values: readonly Value[];
  /** Further lines for `--explain`. */
  readonly details?: readonly string[];
  readonly error?: CheckError;
  /** Where the next run goes on, for types that read on; kept from run to run and never shown. */
  readonly position?: string;
}

export type Target =
  { readonly kind: "host"; readonly host: Host } | { readonly kind: "service"; readonly service: Service };

/** What came back from one section of a host's script. */
export interface SectionOutput {
  /** Null when the section was ended because its time was up. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  /** More came than the section may print. */
  readonly truncated: boolean;
}

/** What a probe may use. */
export interface ProbeContext {
  readonly target: Target;
  readonly ports: Ports;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** What the check's verdict said in the last run that was recorded. */
  readonly position?: string;
}

interface CheckTypeBase<Options> {
  /** The word after `type:`. */
  readonly name: string;
  /** One sentence for `itom check --types`. */
  readonly summary: string;
  /** The options beside the common ones (id, on, type, timeout); strict, so an unknown key is an error. */
  readonly options: ZodType<Options>;
  /** A YAML entry that works as it stands. */
  readonly example: string;
  readonly targets: readonly Target["kind"][];
}

/** What a shell check runs. */
export interface ShellScript {
  readonly text: string;
  readonly sudo: boolean;
  /** Runs on this machine, whatever the target's connection is. */
  readonly local?: boolean;
  /**
   * For a script of our own that prints little and starts nothing that outlives it; saves the processes that bound and
   * contain others. Its stderr then comes back in `stdout`. Default false: the text may flood, hang and leave children.
   */
  readonly light?: boolean;
}

/** Runs as one section of the single script that each host gets; read and judged here. */
export interface ShellCheckType<Options> extends CheckTypeBase<Options> {
  readonly kind: "shell";
  /** POSIX sh text (dash, bash, busybox ash) that prints what `evaluate` reads. Data in it goes through lib/shell-quote. */
  script(options: Options): ShellScript;
  /** One script that serves several checks of this type on one host: each finds its own in the same output. */
  merged?(options: readonly Options[]): ShellScript;
  /** Pure. Missing, empty or unexpected output is UNKNOWN, never OK. A section that timed out never gets here. */
  evaluate(options: Options, output: SectionOutput, now: Date): Verdict;
}

/** Talks to its target over a port. */
export interface ProbeCheckType<Options, Observation> extends CheckTypeBase<Options> {
  readonly kind: "probe";
  /** Whether the port collects what many targets ask for: then a target with no other checks takes none of the run's forks. */
  isCollected?(ports: Ports, signal: AbortSignal): Promise<boolean>;
  /** May reject with ConnectionError, which `failed` or else the engine turns into a verdict. */
  observe(options: Options, context: ProbeContext): Promise<Observation>;
  /** Pure. */
  evaluate(options: Options, observation: Observation): Verdict;
  /** The verdict on a failure to observe; without it the state is UNKNOWN. */
  failed?(options: Options, error: CheckError): Verdict;
}

/** Judges results that other checks had in the same run. */
export interface DerivedCheckType<Options> extends CheckTypeBase<Options> {
  readonly kind: "derived";
  /** Which checks it looks at: `web1/front`, `service:shop/front`; globs in both parts. */
  references(options: Options): readonly string[];
  /** Pure. `resultsOf` gives what a reference matches; a check that was not made in this run is not there. */
  evaluate(options: Options, resultsOf: (reference: string) => readonly CheckResult[]): Verdict;
}

/** The registry holds types whose options differ; each type's own file keeps them exact. */
export type AnyCheckType =
  ShellCheckType<unknown> | ProbeCheckType<unknown, unknown> | DerivedCheckType<unknown>;

/** One check on one target, ready to run. */
export interface PlannedCheck {
  readonly target: Target;
  /** The host's or the service's name. */
  readonly targetName: string;
  /** Unique on its target: the entry's `id`, else its type, else type and number. */
  readonly id: string;
  readonly type: AnyCheckType;
  /** Parsed by the type's schema, templates substituted. */
  readonly options: unknown;
  /** As written after substitution, for `--explain`. */
  readonly written: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
  /** Tries in one run until a bad state stands; at least 1. */
  readonly attempts: number;
  /** Pause between two tries, in milliseconds. */
  readonly intervalMs: number;
  /** Ids of checks on the same target that must be good before this one says anything. */
  readonly needs: readonly string[];
  /** Runs in a row that must show a bad state before it is hard; at least 1. */
  readonly confirm: number;
  readonly position: SourcePosition;
  readonly positions: ReadonlyMap<string, SourcePosition>;
}

export interface CheckResult {
  readonly host?: string;
  readonly service?: string;
  readonly check: string;
  readonly type: string;
  readonly state: State;
  readonly hard: boolean;
  /** True while it changes too often to be told each time. */
  readonly flapping?: boolean;
  readonly summary: string;
  readonly values: readonly Value[];
  readonly startedAt: string;
  readonly durationMs: number;
  readonly attempts: number;
  readonly flaky: boolean;
  readonly details?: readonly string[];
  readonly error?: CheckError;
  readonly cause?: { readonly host?: string; readonly check?: string; readonly why: string };
}
