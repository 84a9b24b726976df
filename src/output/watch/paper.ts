import type { Palette } from "../../terminal/palette.js";

export interface WatchPaper {
  readonly columns: number;
  readonly rows: number;
  readonly palette: Palette;
  /** A time of day, `09:12:30`. */
  readonly clock: (date: Date) => string;
  /** ASCII only. */
  readonly plain: boolean;
}
