/**
 * Reads fping's per-packet summary (`-C N -q`): `10.0.0.1 : 0.05 - 0.04` are milliseconds by packet, null where no answer came.
 * Targets that it says nothing of are absent: fping does not tell why it could not send.
 */
export function parseFping(text: string): Map<string, readonly (number | null)[]> {
  const times = new Map<string, readonly (number | null)[]>();
  for (const line of text.split("\n")) {
    const match = /^(\S+)\s+:((?: (?:-|\d+(?:\.\d+)?))+)\s*$/.exec(line);
    if (!match) continue;
    const [, target = "", list = ""] = match;
    const words = list.trim().split(" ");
    times.set(
      target,
      words.map((word) => (word === "-" ? null : Number(word))),
    );
  }
  return times;
}
