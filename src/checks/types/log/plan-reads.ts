export interface FileState {
  readonly path: string;
  readonly inode: string;
  readonly size: number;
}

export interface Read {
  readonly path: string;
  readonly inode: string;
  /** Bytes ahead of what is read. */
  readonly from: number;
  readonly length: number;
}

export interface ReadPlan {
  readonly reads: readonly Read[];
  /** What was found of the way from the last run to this one, for people. */
  readonly notes: readonly string[];
  /** Bytes that are not read in this run; they are in the next. */
  readonly left: number;
  /** Something was written since the last run that can't be read any more. */
  readonly lost: boolean;
}

interface Bounds {
  readonly maxBytes: number;
  readonly firstBytes: number;
}

/**
 * Where to read on. The same file (inode) goes on where it was left; one that is shorter than that was truncated and begins anew; another
 * file follows the rest of the one that was rotated away, where that is still beside it.
 */
export function planReads(
  position: string | undefined,
  current: FileState,
  beside: readonly FileState[],
  { maxBytes, firstBytes }: Bounds,
): ReadPlan {
  const known = readPosition(position);
  if (!known) {
    const from = Math.max(0, current.size - Math.min(firstBytes, maxBytes));
    const note = `no position is known yet: looked at the last ${current.size - from} bytes`;
    return {
      reads: [{ ...of(current), from, length: current.size - from }],
      notes: [note],
      left: 0,
      lost: false,
    };
  }
  if (known.inode === current.inode) {
    const isShorter = current.size < known.offset;
    const wanted = { ...of(current), from: isShorter ? 0 : known.offset };
    const notes = isShorter ? ["the file was truncated: looked at it from its beginning"] : [];
    return bound([{ ...wanted, length: current.size - wanted.from }], { maxBytes, notes, lost: false });
  }
  const old = beside.find(({ inode, size }) => inode === known.inode && size >= known.offset);
  const fresh = { ...of(current), from: 0, length: current.size };
  if (!old) {
    const notes = ["the file was rotated, and the rest of the old one is not to be found"];
    return bound([fresh], { maxBytes, notes, lost: true });
  }
  const rest = { ...of(old), from: known.offset, length: old.size - known.offset };
  return bound([rest, fresh], { maxBytes, notes: [`the file was rotated to ${old.path}`], lost: false });
}

function of({ path, inode }: FileState): Pick<Read, "path" | "inode"> {
  return { path, inode };
}

function bound(
  wanted: readonly Read[],
  { maxBytes, notes, lost }: { maxBytes: number; notes: readonly string[]; lost: boolean },
): ReadPlan {
  let room = maxBytes;
  const reads: Read[] = [];
  for (const read of wanted) {
    // The next run can go on in one file only, so that no later one is begun ahead of its end.
    if (room <= 0) break;
    const length = Math.min(read.length, room);
    reads.push({ ...read, length });
    room -= length;
    if (length < read.length) break;
  }
  const total = wanted.reduce((sum, { length }) => sum + length, 0);
  return { reads, notes, lost, left: total - (maxBytes - room) };
}

/** `file INODE OFFSET`; undefined where there is none, or it is none. */
function readPosition(text: string | undefined): { inode: string; offset: number } | undefined {
  const [, inode, offset] = /^file (\d{1,20}) (\d{1,15})$/.exec(text ?? "") ?? [];
  return inode !== undefined && offset !== undefined ? { inode, offset: Number(offset) } : undefined;
}

/** Where the next run goes on: behind the last whole line, because the rest of it may still come. */
export function positionAfter({ inode, from, length }: Read, data: Buffer, maxBytes: number): string {
  const whole = data.lastIndexOf(0x0a) + 1;
  // A line that is longer than what is read at all would hold us up for ever.
  const used = whole === 0 && length >= maxBytes ? data.length : whole;
  return `file ${inode} ${from + used}`;
}
