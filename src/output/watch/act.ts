import type { WatchAction } from "./action-of-key.js";
import type { WatchModel } from "./model.js";
import { selectedIndex, visibleRows } from "./visible-rows.js";

const longestFilter = 200;

/** What an action makes of the screen; `quit`, `run` and `explain` are for whoever makes the checks. */
export function act(model: WatchModel, action: WatchAction, pageRows: number): WatchModel {
  switch (action.kind) {
    case "move":
      return move(model, action, Math.max(1, pageRows));
    case "toggle":
      return { ...model, onlyWrong: !model.onlyWrong };
    case "filter":
      return { ...withoutExplanation(model), isTyping: true };
    case "accept":
      return { ...model, isTyping: false };
    case "type":
      return { ...model, filter: (model.filter + action.text).slice(0, longestFilter) };
    case "erase":
      // An emptied filter is left by one more.
      return model.filter === ""
        ? { ...model, isTyping: false }
        : { ...model, filter: [...model.filter].slice(0, -1).join("") };
    case "back":
      return model.explanation ? withoutExplanation(model) : { ...model, isTyping: false, filter: "" };
    case "quit":
    case "run":
    case "explain":
      return model;
  }
}

function withoutExplanation({ explanation: _explanation, ...rest }: WatchModel): WatchModel {
  return rest;
}

function move(model: WatchModel, { by, unit }: WatchAction & { kind: "move" }, page: number): WatchModel {
  const step = by * (unit === "line" ? 1 : unit === "page" ? page : Number.MAX_SAFE_INTEGER);
  const { explanation } = model;
  if (explanation) {
    const top = within(explanation.top + step, Math.max(0, explanation.lines.length - page));
    return { ...model, explanation: { ...explanation, top } };
  }
  const visible = visibleRows(model);
  const next = visible[within(selectedIndex(model, visible) + step, visible.length - 1)];
  return next ? { ...model, selected: next.key } : model;
}

function within(index: number, last: number): number {
  return Math.max(0, Math.min(index, last));
}
