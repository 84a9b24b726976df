import { cancelled, onAbort } from "../shell/deadline.js";

/** Queues commands so that no more channels are open on a connection than its server allows. */
export class ChannelSlots {
  #limit: number;
  #used = 0;
  readonly #waiting: (() => void)[] = [];

  /** sshd allows ten sessions on a connection unless MaxSessions says otherwise. */
  constructor(most = 8) {
    this.#limit = most;
  }

  /** Runs a task when a slot is free. Rejects with the signal's cancellation when it comes while waiting. */
  async use<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    await this.#takeUnless(signal);
    try {
      return await task();
    } finally {
      this.#give();
    }
  }

  /**
   * Learns that the server refused the channel of a task that holds a slot, and waits until another task has ended.
   * False when there is no other, so that waiting would be of no use.
   */
  async shrink(): Promise<boolean> {
    if (this.#used <= 1) return false;
    this.#limit = Math.max(1, this.#used - 1);
    this.#give();
    await this.#take();
    return true;
  }

  async #takeUnless(signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw cancelled();
    const taken = this.#take();
    let stopListening = (): void => {};
    const aborted = new Promise<"aborted">((resolve) => {
      stopListening = onAbort(signal, () => resolve("aborted"));
    });
    const first = await Promise.race([taken, aborted]);
    stopListening();
    if (first !== "aborted") return;
    // The slot still comes, and goes straight on to the next.
    void taken.then(() => this.#give());
    throw cancelled();
  }

  #take(): Promise<void> {
    if (this.#used < this.#limit) {
      this.#used += 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(): void {
    this.#used -= 1;
    if (this.#used >= this.#limit) return;
    const next = this.#waiting.shift();
    if (!next) return;
    this.#used += 1;
    next();
  }
}
