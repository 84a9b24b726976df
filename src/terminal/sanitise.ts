/**
 * Makes text from elsewhere safe on a terminal: control characters (C0 but tab and line feed, DEL, C1), and characters
 * that hide or turn text around (bidirectional controls, zero width), become `\xNN` or `\u{NNNN}`.
 */
export function sanitise(text: string): string {
  return unsafe.test(text) ? text.replaceAll(everyUnsafe, escapeCharacter) : text;
}

const unsafe =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/;
const everyUnsafe = new RegExp(unsafe.source, "g");

/** As `sanitise`, on one line: line feeds and tabs become spaces. */
export function sanitiseLine(text: string): string {
  return sanitise(/[\r\n\t]/.test(text) ? text.replaceAll(/[\r\n\t]+/g, " ") : text);
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
}
