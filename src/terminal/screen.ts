import { StringDecoder } from "node:string_decoder";
import { readKeys, type Key } from "./keys.js";
import { diffScreens } from "./screen-diff.js";
import { processStreams, type ScreenStreams } from "./screen-streams.js";

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

export interface ScreenEvents {
  onKey(key: Key): void;
  onResize(): void;
  /** The terminal is gone: nothing more can be drawn, and no key will come. Called at most once. */
  onLost(): void;
}

/** The whole terminal, taken over until it is closed. */
export interface Screen {
  size(): ScreenSize;
  /** Shows these lines, from the top; writes only what differs from what is there. */
  draw(lines: readonly string[]): void;
  /** Gives the terminal back as it was; may be called again. */
  close(): void;
}

/** Alternate screen, no cursor, no wrapping of lines that are too long (xterm's ctlseqs, DECSET). */
const takeOver = "\u001B[?1049h\u001B[?25l\u001B[?7l\u001B[2J";
const giveBack = "\u001B[?7h\u001B[?25h\u001B[?1049l";
/** A lone ESC is the key of that name when nothing follows it so soon. */
const escapeMs = 50;

/** Takes over the terminal. Keys come only where the input is a terminal too. */
export function openScreen(events: ScreenEvents, streams: ScreenStreams = processStreams): Screen {
  return new OpenScreen(events, streams);
}

class OpenScreen implements Screen {
  readonly #events: ScreenEvents;
  readonly #streams: ScreenStreams;
  readonly #forgetExit: () => void;
  readonly #decoder = new StringDecoder("utf8");
  #shown: readonly string[] = [];
  #pending = "";
  #escape: NodeJS.Timeout | undefined;
  #state: "open" | "lost" | "closed" = "open";

  constructor(events: ScreenEvents, streams: ScreenStreams) {
    this.#events = events;
    this.#streams = streams;
    this.#forgetExit = streams.atExit(() => this.close());
    const { input, output } = streams;
    output.on("resize", this.#onResize);
    output.on("error", this.#onLost);
    output.on("close", this.#onLost);
    output.write(takeOver);
    if (input.isTTY !== true) return;
    for (const event of ["end", "close", "error"]) input.on(event, this.#onLost);
    input.on("data", this.#onData);
    input.setRawMode?.(true);
    input.resume();
  }

  size(): ScreenSize {
    const { columns = 0, rows = 0 } = this.#streams.output;
    // A terminal that does not know its size says 0.
    return { columns: columns > 0 ? columns : 80, rows: rows > 0 ? rows : 24 };
  }

  draw(lines: readonly string[]): void {
    if (this.#state !== "open") return;
    if (!this.#streams.output.writable) return this.#onLost();
    const visible = lines.slice(0, this.size().rows);
    const text = diffScreens(this.#shown, visible);
    this.#shown = visible;
    if (text !== "") this.#streams.output.write(text);
  }

  close(): void {
    if (this.#state === "closed") return;
    const wasLost = this.#state === "lost";
    this.#state = "closed";
    this.#forgetExit();
    clearTimeout(this.#escape);
    const { input, output } = this.#streams;
    output.off("resize", this.#onResize);
    output.off("close", this.#onLost);
    // The error listeners stay: what a lost terminal says late must not become an uncaught exception.
    input.off("data", this.#onData);
    if (input.isTTY === true) {
      if (!wasLost) input.setRawMode?.(false);
      input.pause();
    }
    if (!wasLost && output.writable) output.write(giveBack);
  }

  readonly #onLost = (): void => {
    if (this.#state !== "open") return;
    this.#state = "lost";
    this.#events.onLost();
  };

  readonly #onResize = (): void => {
    if (this.#state !== "open") return;
    this.#shown = [];
    this.#streams.output.write("\u001B[2J");
    this.#events.onResize();
  };

  readonly #onData = (chunk: Buffer): void => {
    clearTimeout(this.#escape);
    this.#press(this.#pending + this.#decoder.write(chunk), false);
    if (this.#pending !== "") this.#escape = setTimeout(() => this.#press(this.#pending, true), escapeMs);
  };

  #press(text: string, final: boolean): void {
    const { keys, rest } = readKeys(text, final);
    this.#pending = rest;
    for (const key of keys) if (this.#state === "open") this.#events.onKey(key);
  }
}
