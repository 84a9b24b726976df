/** No marker's word is longer; a nonce that is followed by anything else is ordinary text. */
const maxWord = 24;

/**
 * Takes markers, `NONCE:word;`, out of a stream however it is cut into pieces, and passes the rest on.
 * The nonce is random for each command, so that no output can hold it by chance.
 */
export class MarkerFilter {
  #held: Buffer = Buffer.alloc(0);
  readonly #start: Buffer;

  constructor(
    nonce: string,
    private readonly onMarker: (word: string) => void,
    private readonly onText: (text: Buffer) => void,
  ) {
    this.#start = Buffer.from(`${nonce}:`);
  }

  push(chunk: Buffer): void {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    while (this.#takeOne());
    const keep = this.#unfinished();
    this.#pass(this.#held.length - keep);
  }

  /** Passes on what was held back because a marker might have begun there. */
  end(): void {
    this.#pass(this.#held.length);
  }

  #takeOne(): boolean {
    const at = this.#held.indexOf(this.#start);
    if (at === -1) return false;
    const from = at + this.#start.length;
    const end = this.#held.indexOf(";", from);
    if (end === -1 && this.#held.length - from <= maxWord) return false;
    if (end === -1 || end - from > maxWord) {
      this.#pass(from);
      return true;
    }
    this.#pass(at);
    const word = this.#held.toString("latin1", this.#start.length, end - at);
    this.#held = this.#held.subarray(end - at + 1);
    this.onMarker(word);
    return true;
  }

  /** How many bytes at the end may be the beginning of a marker. */
  #unfinished(): number {
    const at = this.#held.indexOf(this.#start);
    if (at !== -1) return this.#held.length - at;
    for (let size = Math.min(this.#start.length - 1, this.#held.length); size > 0; size--) {
      if (this.#held.subarray(-size).equals(this.#start.subarray(0, size))) return size;
    }
    return 0;
  }

  #pass(length: number): void {
    if (length > 0) this.onText(this.#held.subarray(0, length));
    this.#held = this.#held.subarray(length);
  }
}
