import type { Key } from "../../terminal/keys.js";
import type { WatchModel } from "./model.js";

export type WatchAction =
  | { readonly kind: "quit" | "run" | "explain" | "back" | "toggle" | "filter" | "accept" | "erase" }
  | { readonly kind: "type"; readonly text: string }
  /** `page` and `all` count in screens and in everything. */
  | { readonly kind: "move"; readonly by: number; readonly unit: "line" | "page" | "all" };

const moves: Readonly<Partial<Record<Key["name"], WatchAction>>> = {
  up: { kind: "move", by: -1, unit: "line" },
  down: { kind: "move", by: 1, unit: "line" },
  "page-up": { kind: "move", by: -1, unit: "page" },
  "page-down": { kind: "move", by: 1, unit: "page" },
  home: { kind: "move", by: -1, unit: "all" },
  end: { kind: "move", by: 1, unit: "all" },
};

const letters: Readonly<Record<string, WatchAction>> = {
  q: { kind: "quit" },
  r: { kind: "run" },
  e: { kind: "explain" },
  a: { kind: "toggle" },
  "/": { kind: "filter" },
  j: { kind: "move", by: 1, unit: "line" },
  k: { kind: "move", by: -1, unit: "line" },
  " ": { kind: "move", by: 1, unit: "page" },
  g: { kind: "move", by: -1, unit: "all" },
  G: { kind: "move", by: 1, unit: "all" },
};

/** What a key means, which depends on where its text goes; undefined where it means nothing. */
export function actionOfKey(key: Key, { isTyping, explanation }: WatchModel): WatchAction | undefined {
  if (key.name === "ctrl-c") return { kind: "quit" };
  if (isTyping) return whileTyping(key);
  if (key.name === "escape") return { kind: "back" };
  const action =
    key.name === "enter" ? letters["e"] : key.name === "text" ? letters[key.text] : moves[key.name];
  // What is open is closed by the key that opened it.
  if (explanation && action?.kind === "explain") return { kind: "back" };
  return action;
}

function whileTyping(key: Key): WatchAction | undefined {
  if (key.name === "text") return { kind: "type", text: key.text };
  if (key.name === "backspace") return { kind: "erase" };
  if (key.name === "enter") return { kind: "accept" };
  return key.name === "escape" ? { kind: "back" } : moves[key.name];
}
