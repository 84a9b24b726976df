/** One file system of a demo host; sizes in KiB. */
export interface DemoMount {
  readonly device: string;
  readonly type: string;
  readonly kib: number;
  readonly usedKib: number;
  /** A folder that every machine has: a check may look whether it is there. */
  readonly at: "/" | "/var";
}

const inodes = 655_360;
const usedInodes = 91_750;

/** A `df` that tells of these file systems, in the forms of -P, -T and -i (df(1), POSIX). */
export function df(mounts: readonly DemoMount[]): string {
  return `#!/bin/sh
type= inodes=
for word in "$@"; do
  case $word in
    --*) ;;
    -*i*) inodes=1 ;;
  esac
  case $word in
    --*) ;;
    -*T*) type=T ;;
  esac
done
case "$inodes$type" in
  1T) cat <<'END' ;;
${table("Filesystem Type Inodes IUsed IFree IUse% Mounted on", mounts, (mount) => [mount.type, ...inodesOf()])}
END
  1) cat <<'END' ;;
${table("Filesystem Inodes IUsed IFree IUse% Mounted on", mounts, inodesOf)}
END
  T) cat <<'END' ;;
${table("Filesystem Type 1024-blocks Used Available Capacity Mounted on", mounts, (mount) => [mount.type, ...blocksOf(mount)])}
END
  *) cat <<'END' ;;
${table("Filesystem 1024-blocks Used Available Capacity Mounted on", mounts, blocksOf)}
END
esac
`;
}

function table(
  head: string,
  mounts: readonly DemoMount[],
  columns: (mount: DemoMount) => readonly (string | number)[],
): string {
  return [head, ...mounts.map((mount) => [mount.device, ...columns(mount), mount.at].join(" "))].join("\n");
}

function inodesOf(): readonly (string | number)[] {
  return [inodes, usedInodes, inodes - usedInodes, percent(usedInodes, inodes)];
}

function blocksOf({ kib, usedKib }: DemoMount): readonly (string | number)[] {
  return [kib, usedKib, kib - usedKib, percent(usedKib, kib)];
}

function percent(part: number, whole: number): string {
  return `${Math.ceil((part / whole) * 100)}%`;
}
