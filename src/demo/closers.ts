/** Something that was started and must be ended. */
export interface Closable {
  close(): Promise<void>;
}

/** Ends everything that was started, the last first, whatever each says. */
export class Closers {
  readonly #started: Closable[] = [];

  add<T extends Closable>(started: T): T {
    this.#started.push(started);
    return started;
  }

  async close(): Promise<void> {
    await Promise.allSettled(
      this.#started
        .splice(0)
        .reverse()
        .map((one) => one.close()),
    );
  }
}
