/** Whole lines up to so many bytes, and how many were left out. */
export function cutLines(text: string, mostBytes: number): { readonly text: string; readonly left: number } {
  if (Buffer.byteLength(text) <= mostBytes) return { text, left: 0 };
  const lines = text.split("\n");
  let bytes = 0;
  const end = lines.findIndex((line) => (bytes += Buffer.byteLength(line) + 1) > mostBytes);
  const left = lines.slice(end).filter((line) => line !== "").length;
  return { text: `${lines.slice(0, end).join("\n")}\n`, left };
}
