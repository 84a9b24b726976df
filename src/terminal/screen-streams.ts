import process from "node:process";

/** What a screen needs of its two streams; a test gives a recording one. */
export interface ScreenStreams {
  readonly input: {
    readonly isTTY?: boolean | undefined;
    setRawMode?(raw: boolean): unknown;
    on(event: string, listener: (chunk: Buffer) => void): unknown;
    off(event: string, listener: (chunk: Buffer) => void): unknown;
    resume(): unknown;
    pause(): unknown;
  };
  readonly output: {
    readonly columns?: number | undefined;
    readonly rows?: number | undefined;
    readonly writable: boolean;
    write(text: string): unknown;
    on(event: string, listener: (chunk: Buffer) => void): unknown;
    off(event: string, listener: (chunk: Buffer) => void): unknown;
  };
  /** Runs a task when the process ends in whatever way; the result takes that back. */
  atExit(task: () => void): () => void;
}

/** The terminal of this process. */
export const processStreams = {
  get input() {
    return process.stdin;
  },
  get output() {
    return process.stdout;
  },
  atExit(task) {
    process.on("exit", task);
    return () => void process.off("exit", task);
  },
} satisfies ScreenStreams;
