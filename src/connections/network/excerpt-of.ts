/** The first line of what a server said, printable and short, for an error's sentence. */
export function excerptOf(answer: string): string {
  return (
    answer
      .split(/\r?\n/, 1)[0]
      ?.replace(/[^\x20-\x7e]/g, "?")
      .slice(0, 80) ?? ""
  );
}
