/**
 * The jump hosts on the way to a host, from `ssh.jump` as it is written. `none` alone means none, and a jump host that
 * inherits the list it stands in (from `defaults`, say) is reached through those before it.
 */
export function jumpsOf(name: string, words: readonly string[]): readonly string[] {
  if (words.length === 1 && words[0] === "none") return [];
  const at = words.indexOf(name);
  return at === -1 ? words : words.slice(0, at);
}
