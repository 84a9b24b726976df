/** Keeps the first bytes of a stream in one growing buffer, so that a flood of tiny pieces costs no more than its bytes. */
export class BoundedOutput {
  #buffer = Buffer.alloc(0);
  #length = 0;
  truncated = false;

  constructor(readonly limit: number) {}

  push(chunk: Buffer): void {
    const room = this.limit - this.#length;
    if (chunk.length > room) this.truncated = true;
    const kept = chunk.subarray(0, Math.max(0, room));
    if (kept.length === 0) return;
    this.#grow(this.#length + kept.length);
    kept.copy(this.#buffer, this.#length);
    this.#length += kept.length;
  }

  value(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  #grow(needed: number): void {
    if (needed <= this.#buffer.length) return;
    const grown = Buffer.alloc(Math.min(this.limit, Math.max(needed, this.#buffer.length * 2, 1024)));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }
}
