import type { Readable, Writable } from "node:stream";
import { ConnectionError } from "../../lib/connection-error.js";
import { formatDuration } from "../../lib/duration.js";
import type { ShellRequest, ShellResult } from "../../ports/shell.js";
import { BoundedOutput } from "./bounded-output.js";
import type { CommandLine } from "./command-line.js";
import { cancelled, onAbort } from "./deadline.js";
import { MarkerFilter } from "./marker-filter.js";
import { SignWatch } from "./sign-watch.js";
import { sudoRefusal } from "./sudo.js";

/** A started command, whatever carries it. */
export interface Running {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Calls back at most once when the command ended. */
  onExit(listener: (code: number | null, signal: string | undefined) => void): void;
  /** Calls back when nothing more can come. */
  onClose(listener: () => void): void;
  /** Ends the command by force; its result is no longer wanted. */
  kill(): void;
  /** Lets go of a command that has ended while something still holds its output. */
  release(): void;
}

export interface FollowOptions {
  readonly request: ShellRequest;
  readonly line: CommandLine;
  readonly password?: string;
  /** How much of the request's time is used up already. */
  readonly elapsedMs?: number;
  /** The host's name. */
  readonly host: string;
  /** Why the carrier ended before the command did. */
  readonly lost: () => ConnectionError;
}

/** How long a command that has ended may stay silent before we no longer wait for whoever holds its output. */
const graceMs = 1_000;

/** Feeds, reads and bounds one running command until it ends. */
export function follow(running: Running, options: FollowOptions): Promise<ShellResult> {
  return new Promise((resolve, reject) => new Follower(running, options, resolve, reject).start());
}

class Follower {
  readonly #startedAt = performance.now();
  readonly #stdout: BoundedOutput;
  readonly #stderr: BoundedOutput;
  readonly #filter: MarkerFilter;
  #exit: { code: number | null; signal: string | undefined } | undefined;
  #begun: boolean;
  #asked = false;
  #done = false;
  #timer: NodeJS.Timeout | undefined;
  #grace: NodeJS.Timeout | undefined;
  #beginTimer: NodeJS.Timeout | undefined;
  #stopListening = (): void => {};

  constructor(
    private readonly running: Running,
    private readonly options: FollowOptions,
    private readonly resolve: (result: ShellResult) => void,
    private readonly reject: (error: ConnectionError) => void,
  ) {
    const { request, line } = options;
    this.#stdout = new BoundedOutput(request.maxOutputBytes);
    this.#stderr = new BoundedOutput(request.maxOutputBytes);
    this.#begun = line.become === "none";
    this.#filter = new MarkerFilter(
      line.nonce,
      (word) => this.#marker(word),
      (text) => this.#stderr.push(text),
    );
  }

  start(): void {
    const { running, options } = this;
    const { request, line, elapsedMs = 0 } = options;
    for (const stream of [running.stdin, running.stdout, running.stderr]) stream.on("error", () => {});
    running.stdout.on("data", (chunk: Buffer) => this.#data(() => this.#stdout.push(chunk)));
    running.stderr.on("data", (chunk: Buffer) => this.#data(() => this.#filter.push(chunk)));
    running.onExit((code, signal) => {
      if (!line.reportsStatus) this.#exited(code, signal);
    });
    running.onClose(() => this.#closed());
    this.#awaitBegin();
    this.#timer = setTimeout(() => this.#timedOut(), Math.max(1, request.timeoutMs - elapsedMs));
    this.#stopListening = onAbort(request.signal, () => this.#fail(cancelled()));
    if (request.signal.aborted) this.#fail(cancelled());
    else if (this.#begun) this.#feed();
  }

  /** Gives up on a command whose shell does not even come to it: what the login runs hangs. */
  #awaitBegin(): void {
    const { begins } = this.options.request;
    if (!begins) return;
    const watch = new SignWatch(begins.sign);
    this.running.stdout.on("data", (chunk: Buffer) => {
      if (watch.take(chunk)) clearTimeout(this.#beginTimer);
    });
    this.#beginTimer = setTimeout(() => this.#notBegun(begins.withinMs), begins.withinMs);
  }

  #notBegun(withinMs: number): void {
    if (!this.#begun) return this.#timedOut(withinMs);
    const message = `the shell on ${this.options.host} ran nothing within ${formatDuration(withinMs)}`;
    const hint = "see what the login starts there (.bashrc, ForceCommand), and whether its home folder hangs";
    this.#fail(new ConnectionError("TIMEOUT", message, hint));
  }

  #data(take: () => void): void {
    if (this.#done) return;
    take();
    this.#grace?.refresh();
  }

  #marker(word: string): void {
    if (word === "started") {
      this.#begun = true;
      this.#feed();
    } else if (word === "prompt") this.#prompted();
    else if (word.startsWith("exit=")) this.#exited(Number(word.slice(5)), undefined);
  }

  #prompted(): void {
    const { password, host } = this.options;
    if (this.#begun) return;
    if (this.#asked || password === undefined)
      return this.#fail(sudoRefusal(host, "incorrect password", true));
    this.#asked = true;
    this.running.stdin.write(`${password}\n`);
  }

  #feed(): void {
    this.running.stdin.end(this.options.request.stdin ?? "");
  }

  #exited(code: number | null, signal: string | undefined): void {
    this.#exit ??= { code, signal };
    this.#grace ??= setTimeout(() => this.#settle(), graceMs);
  }

  #closed(): void {
    if (this.#done) return;
    this.#filter.end();
    // An exit without the marker that sudo let us through is sudo's own.
    if (!this.#begun && this.#exit) this.#fail(this.#refusal());
    else if (this.#exit) this.#settle();
    else this.#fail(this.options.lost());
  }

  #timedOut(limitMs = this.options.request.timeoutMs): void {
    if (this.#exit && this.#begun) return this.#settle();
    const limit = formatDuration(limitMs);
    const what = this.#begun ? "the command" : "sudo";
    this.#fail(
      new ConnectionError("TIMEOUT", `${what} on ${this.options.host} was not done within ${limit}`),
    );
  }

  #refusal(): ConnectionError {
    const { host, password } = this.options;
    return sudoRefusal(host, this.#stderr.value().toString("utf8"), password !== undefined);
  }

  #settle(): void {
    if (this.#done || !this.#exit) return;
    if (!this.#begun) return this.#fail(this.#refusal());
    this.#finish();
    this.running.release();
    this.resolve({
      exitCode: this.#exit.code,
      ...(this.#exit.signal !== undefined && { exitSignal: this.#exit.signal }),
      stdout: this.#stdout.value(),
      stderr: this.#stderr.value(),
      truncated: this.#stdout.truncated || this.#stderr.truncated,
      durationMs: performance.now() - this.#startedAt,
    });
  }

  #fail(error: ConnectionError): void {
    if (this.#done) return;
    this.#finish();
    this.running.kill();
    this.reject(error);
  }

  #finish(): void {
    this.#done = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#grace);
    clearTimeout(this.#beginTimer);
    this.#stopListening();
  }
}
