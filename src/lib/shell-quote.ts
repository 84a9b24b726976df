/** Quotes one word for any POSIX shell. NUL can't be in a word, so it is refused. */
export function shellQuote(word: string): string {
  if (word.includes("\0")) throw new RangeError("a shell word can't contain NUL");
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
