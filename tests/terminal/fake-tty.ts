import { EventEmitter } from "node:events";
import type { ScreenStreams } from "../../src/terminal/screen-streams.js";

/** A terminal that records what is written to it, and of which a test presses the keys. */
export class FakeTty implements ScreenStreams {
  readonly input = Object.assign(new EventEmitter(), {
    isTTY: true as boolean | undefined,
    raw: false,
    flowing: false,
    setRawMode(raw: boolean) {
      this.raw = raw;
    },
    resume() {
      this.flowing = true;
    },
    pause() {
      this.flowing = false;
    },
  });
  readonly #written = new EventEmitter();
  readonly output = Object.assign(new EventEmitter(), {
    columns: 80 as number | undefined,
    rows: 24 as number | undefined,
    writable: true,
    written: "",
    write: (text: string): void => {
      this.output.written += text;
      this.#written.emit("text");
    },
  });
  readonly exitTasks = new Set<() => void>();

  atExit(task: () => void): () => void {
    this.exitTasks.add(task);
    return () => void this.exitTasks.delete(task);
  }

  press(text: string): void {
    this.input.emit("data", Buffer.from(text));
  }

  /** What was written since this was asked last. */
  take(): string {
    const { written } = this.output;
    this.output.written = "";
    return written;
  }

  /** Resolves when the screen, as far as it was ever written, contains a text. */
  async until(text: string): Promise<void> {
    while (!this.output.written.includes(text))
      await new Promise((resolve) => this.#written.once("text", resolve));
  }
}
