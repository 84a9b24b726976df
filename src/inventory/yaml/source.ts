import type { SourcePosition } from "../../lib/position.js";

/** One text file of the inventory, and where its lines begin. */
export class SourceFile {
  readonly #lineStarts: number[] = [0];

  constructor(
    /** As shown to people: relative to the working folder where that is short. */
    readonly name: string,
    readonly text: string,
    /** Files are told of in this order. */
    readonly order: number,
  ) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#lineStarts.push(at + 1);
  }

  /** Line and column of an offset in UTF-16 units. */
  position(offset: number): SourcePosition {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.name, line: low + 1, column: offset - (this.#lineStarts[low] ?? 0) + 1 };
  }
}

/** A place as cheap as it can be; its line is counted only when somebody asks. */
export interface Place {
  readonly file: SourceFile;
  readonly offset: number;
}

export function positionOf(place: Place): SourcePosition {
  return place.file.position(place.offset);
}
