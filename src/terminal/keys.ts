/** A key that was pressed: a name, or the character itself. */
export type Key =
  | { readonly name: "text"; readonly text: string }
  | {
      readonly name:
        | "up"
        | "down"
        | "page-up"
        | "page-down"
        | "home"
        | "end"
        | "enter"
        | "escape"
        | "backspace"
        | "ctrl-c";
    };

type Name = Exclude<Key["name"], "text">;

/** What terminals send after ESC [ or ESC O (ECMA-48, xterm's ctlseqs). */
const sequences: Readonly<Record<string, Name>> = {
  A: "up",
  B: "down",
  H: "home",
  F: "end",
  "1~": "home",
  "4~": "end",
  "5~": "page-up",
  "6~": "page-down",
  "7~": "home",
  "8~": "end",
};

const controls: Readonly<Record<string, Name>> = {
  "\u0003": "ctrl-c",
  "\u0004": "ctrl-c",
  "\r": "enter",
  "\n": "enter",
  "\u007F": "backspace",
  "\b": "backspace",
};

/** Longer than any key of any terminal; what is longer was no key. */
const longestSequence = 16;

/**
 * Reads what a terminal in raw mode sent. `rest` is the beginning of a sequence whose end has not come yet; give it back in front of
 * the next text, or, when nothing follows, read it with `final`: then a lone ESC is the key of that name.
 */
export function readKeys(
  text: string,
  final = false,
): { readonly keys: readonly Key[]; readonly rest: string } {
  const keys: Key[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] !== "\u001B") {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
      at += character.length;
      const name = controls[character];
      if (name) keys.push({ name });
      else if (character >= " ") keys.push({ name: "text", text: character });
      continue;
    }
    const rest = text.slice(at);
    const sequence = /^\u001B(?:\[[0-?]*[ -/]*([@-~])|O([@-~]))/.exec(rest);
    if (sequence) {
      const name = sequences[sequence[0].slice(2)];
      if (name) keys.push({ name });
      at += sequence[0].length;
      continue;
    }
    if (!final && /^\u001B(?:\[[ -?]*|O)?$/.test(rest) && rest.length < longestSequence)
      return { keys, rest };
    keys.push({ name: "escape" });
    at += 1;
  }
  return { keys, rest: "" };
}
