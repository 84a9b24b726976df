import type { ChalkInstance } from "chalk";

/** What a colour means, so that renderers name meanings and not colours. */
export interface Palette {
  readonly good: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly unknown: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
}

export function paletteOf(chalk: ChalkInstance): Palette {
  return {
    good: (text) => chalk.green(text),
    warning: (text) => chalk.yellow(text),
    bad: (text) => chalk.red.bold(text),
    unknown: (text) => chalk.magenta(text),
    dim: (text) => chalk.dim(text),
    strong: (text) => chalk.bold(text),
  };
}
