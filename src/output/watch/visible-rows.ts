import { compareStates } from "../../checks/index.js";
import type { WatchModel, WatchRow } from "./model.js";

/** The rows that filter and `a` leave, worst first, then by name. */
export function visibleRows({ rows, filter, onlyWrong }: WatchModel): WatchRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return [...rows.values()]
    .filter(
      (row) =>
        (!onlyWrong || row.result.state !== "OK" || row.result.flaky) &&
        words.every((word) => textOf(row).includes(word)),
    )
    .sort((a, b) => compareStates(a.result.state, b.result.state) || collator.compare(a.key, b.key));
}

/** web2 before web10. */
const collator = new Intl.Collator("en", { numeric: true });

function textOf({ key, result }: WatchRow): string {
  return `${key} ${result.type} ${result.state} ${result.summary}`.toLowerCase();
}

/** Which row is selected, by its place among the visible ones; the first where the selected one is not among them. */
export function selectedIndex(model: WatchModel, visible: readonly WatchRow[]): number {
  return Math.max(
    0,
    visible.findIndex(({ key }) => key === model.selected),
  );
}
