/** The start of an answer, on one line and without control characters, for a summary. */
export function excerpt(text: string, length = 60): string {
  const line = text
    .slice(0, length * 4)
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ")
    .trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
