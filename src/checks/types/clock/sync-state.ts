export interface SyncState {
  /** Undefined where it can't be told. */
  readonly synchronised?: boolean;
  /** Who says so. */
  readonly by: string;
}

/**
 * Reads the word of chronyc (CSV, the last field is the leap status: chronyc(1), tracking), ntpq (the flags of `rv`: ntpq(8)) or
 * timedatectl. The kernel's own word needs adjtimex(2), which no shell has.
 */
export function readSync(text: string): SyncState {
  const [by = "none", rest = ""] = splitFirst(text.trim());
  if (by === "chronyc") return { by, ...known(chrony(rest)) };
  if (by === "ntpq") return { by, ...known(ntpq(rest)) };
  if (by === "timedatectl") return { by, ...known(word(/^NTPSynchronized=(yes|no)$/m.exec(rest)?.[1])) };
  return { by: "none" };
}

function chrony(csv: string): boolean | undefined {
  const fields = csv.trim().split(",");
  const status = fields.length >= 14 ? fields.at(-1) : undefined;
  if (status === "Not synchronised") return false;
  return status === "Normal" || status === "Insert second" || status === "Delete second" ? true : undefined;
}

function ntpq(text: string): boolean | undefined {
  if (/\bleap_alarm\b|\bsync_unspec\b/.test(text)) return false;
  return /\bleap_(?:none|add_sec|del_sec)\b/.test(text) && /\bsync_\w+/.test(text) ? true : undefined;
}

function word(value: string | undefined): boolean | undefined {
  return value === undefined ? undefined : value === "yes";
}

function known(synchronised: boolean | undefined): { synchronised?: boolean } {
  return synchronised === undefined ? {} : { synchronised };
}

function splitFirst(text: string): [string, string] {
  const at = text.search(/\s/);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
