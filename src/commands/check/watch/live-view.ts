import { keyOfResult, type CheckResult } from "../../../checks/index.js";
import { sleep } from "../../../lib/sleep.js";
import { act } from "../../../output/watch/act.js";
import { actionOfKey } from "../../../output/watch/action-of-key.js";
import { emptyModel, learn, type WatchModel } from "../../../output/watch/model.js";
import { pageRows, renderWatch } from "../../../output/watch/render.js";
import { selectedIndex, visibleRows } from "../../../output/watch/visible-rows.js";
import type { Key } from "../../../terminal/keys.js";
import type { Palette } from "../../../terminal/palette.js";
import type { Screen, ScreenEvents } from "../../../terminal/screen.js";

/** Results come faster than anyone can look. */
const redrawMs = 100;

interface ViewOptions {
  readonly palette: Palette;
  readonly timezone: string;
  readonly plain: boolean;
  /** Lines, safe to print. */
  readonly explain: (result: CheckResult) => readonly string[];
}

interface RoundEnd {
  readonly at: Date;
  readonly durationMs: number;
  readonly nextAt: Date;
  readonly notice: string | undefined;
}

/** The live screen: holds the model, draws it, and turns keys into what is done next. */
export class LiveView {
  readonly #options: ViewOptions;
  readonly #screen: Screen;
  readonly #clock: Intl.DateTimeFormat;
  readonly #ended = new AbortController();
  #wake = new AbortController();
  #model: WatchModel = emptyModel;
  #fresh: CheckResult[] = [];
  #redraw: NodeJS.Timeout | undefined;

  constructor(open: (events: ScreenEvents) => Screen, options: ViewOptions) {
    this.#options = options;
    this.#clock = new Intl.DateTimeFormat("en-GB", { timeZone: options.timezone, timeStyle: "medium" });
    this.#screen = open({
      onKey: (key) => this.#press(key),
      onResize: () => this.#draw(),
      onLost: () => this.end(),
    });
    this.#draw();
  }

  /** Aborted when the watch is over. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  beginRound(total: number): void {
    const { nextAt: _nextAt, ...rest } = this.#model;
    this.#model = { ...rest, round: rest.round + 1, running: { done: 0, total } };
    this.#draw();
  }

  learn(result: CheckResult, at: Date): void {
    if (this.signal.aborted) return;
    this.#fresh.push(result);
    this.#redraw ??= setTimeout(() => {
      this.#takeIn(at);
      this.#draw();
    }, redrawMs);
  }

  endRound({ at, durationMs, nextAt, notice }: RoundEnd): void {
    this.#takeIn(at);
    const { running: _running, notice: _notice, ...rest } = this.#model;
    this.#model = { ...rest, lastTook: { at, durationMs }, nextAt, ...(notice !== undefined && { notice }) };
    this.#draw();
  }

  /** Waits for the next round; `r` and the end cut it short. */
  async pause(ms: number): Promise<void> {
    this.#wake = new AbortController();
    if (this.signal.aborted) return;
    await sleep(ms, this.#wake.signal);
  }

  end(): void {
    this.#ended.abort("interrupted");
    this.#wake.abort();
  }

  close(): void {
    clearTimeout(this.#redraw);
    this.#screen.close();
  }

  #takeIn(at: Date): void {
    clearTimeout(this.#redraw);
    this.#redraw = undefined;
    const { running } = this.#model;
    const done = (running?.done ?? 0) + this.#fresh.length;
    this.#model = learn(this.#model, this.#fresh, keyOfResult, at);
    if (running) this.#model = { ...this.#model, running: { ...running, done } };
    this.#fresh = [];
  }

  #press(key: Key): void {
    const action = actionOfKey(key, this.#model);
    if (!action) return;
    if (action.kind === "quit") return this.end();
    if (action.kind === "run") this.#wake.abort();
    this.#model = act(this.#model, action, pageRows(this.#screen.size()));
    if (action.kind === "explain") this.#explain();
    this.#draw();
  }

  #explain(): void {
    const visible = visibleRows(this.#model);
    const row = visible[selectedIndex(this.#model, visible)];
    if (!row) return;
    const lines = this.#options.explain(row.result);
    this.#model = { ...this.#model, selected: row.key, explanation: { title: row.key, lines, top: 0 } };
  }

  #draw(): void {
    if (this.signal.aborted) return;
    const { palette, plain } = this.#options;
    const clock = (date: Date): string => this.#clock.format(date);
    this.#screen.draw(renderWatch(this.#model, { ...this.#screen.size(), palette, plain, clock }));
  }
}
