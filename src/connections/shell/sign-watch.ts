/** Looks for a word in output that arrives in pieces. */
export class SignWatch {
  #tail = "";
  #seen = false;

  constructor(private readonly sign: string) {}

  /** Whether the word has been seen by now. */
  take(piece: Buffer): boolean {
    if (this.#seen) return true;
    const text = this.#tail + piece.toString("latin1");
    this.#seen = text.includes(this.sign);
    this.#tail = text.slice(-this.sign.length);
    return this.#seen;
  }
}
