/** One mounted folder, from /proc/self/mountinfo. */
export interface Mount {
  readonly point: string;
  readonly type: string;
  /** Major and minor number of the device: mounts that share it share its space. */
  readonly device: string;
  /** Nothing can write to the filesystem itself, however it is mounted. */
  readonly readOnly: boolean;
  /** /etc/fstab has it read-only, so that it is meant. */
  readonly meant: boolean;
  readonly space: Usage | undefined;
  readonly inodes: Usage | undefined;
}

export interface Usage {
  readonly total: number;
  readonly used: number;
  /** What others than root can still take. */
  readonly available: number;
}

/** Reads what disk-script.ts prints; undefined where it did not come to its end. */
export function readMounts(stdout: string): readonly Mount[] | undefined {
  if (!/^end$/m.test(stdout)) return undefined;
  const meant = new Set([...stdout.matchAll(/^f (\S+)$/gm)].map(([, point = ""]) => decode(point)));
  const lines = [...stdout.matchAll(/^m \d+ \d+ (\S+) \S+ (\S+) \S+ (?:.* )?- (\S+) \S* ?(\S*)$/gm)];
  const [blocks = "", inodes = ""] = stdout.split(/^inodes$/m);
  const spaceRows = readTable(blocks, 1024);
  const inodeRows = readTable(inodes, 1);
  const mounts = lines.map(([, device = "", raw = "", type = "", options = ""], index): Mount => {
    const point = decode(raw);
    // busybox's df may name another mount of the same device; then the order tells.
    const find = (rows: readonly Row[]): Usage | undefined =>
      (rows.find((row) => row.point === point) ?? (rows.length === lines.length ? rows[index] : undefined))
        ?.usage;
    return {
      point,
      type,
      device,
      readOnly: options.split(",")[0] === "ro",
      meant: meant.has(point),
      space: find(spaceRows),
      inodes: find(inodeRows),
    };
  });
  // Of several mounts on one folder the last is the one that is seen.
  return mounts.filter(
    (mount, index) => mounts.findLastIndex(({ point }) => point === mount.point) === index,
  );
}

interface Row {
  readonly point: string;
  readonly usage: Usage;
}

/** Rows of `df -P`: filesystem, total, used, available, share, mount point. */
function readTable(text: string, factor: number): Row[] {
  const rows = text.matchAll(/^.+?\s+(\d+)\s+(-?\d+)\s+(-?\d+)\s+(?:\d+%|-)\s+(\/.*)$/gm);
  return [...rows].map(([, total, used, available, point = ""]) => ({
    point,
    usage: {
      total: Number(total) * factor,
      used: Number(used) * factor,
      available: Number(available) * factor,
    },
  }));
}

/** The kernel writes space, tab, line feed and backslash as octal. */
function decode(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCodePoint(Number.parseInt(octal, 8)),
  );
}
