import { hasGlob, matchesGlob } from "./glob.js";
import type { Mount } from "./mounts.js";

export interface MountFilter {
  readonly mount?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  readonly types?: readonly string[] | undefined;
  readonly exclude_types?: readonly string[] | undefined;
}

/** Read-only by their nature, and so always full. */
export const imageTypes: ReadonlySet<string> = new Set([
  "squashfs",
  "iso9660",
  "udf",
  "erofs",
  "cramfs",
  "romfs",
]);

export function isImage({ type }: Mount): boolean {
  return imageTypes.has(type);
}

/** What containers and virtual machines have for a disk, and what is there many times over on the machine that runs them. */
const layers = new Set(["overlay", "aufs", "9p", "virtiofs"]);

/** Memory, images and layers are no disks to look at, unless a layer is the root. */
function isUsual({ type, point }: Mount): boolean {
  if (layers.has(type)) return point === "/";
  return type !== "tmpfs" && !imageTypes.has(type);
}

export interface ChosenMounts {
  readonly mounts: readonly Mount[];
  /** Patterns of `mount` that nothing matches. */
  readonly unmatched: readonly string[];
}

/** The mounts to judge; of several with one device, the shortest path, unless they are named. */
export function chooseMounts(mounts: readonly Mount[], filter: MountFilter): ChosenMounts {
  const matches = (globs: readonly string[], point: string): boolean =>
    globs.some((glob) => matchesGlob(point, glob));
  const wanted = mounts.filter((mount) => {
    if (filter.exclude && matches(filter.exclude, mount.point)) return false;
    if (filter.exclude_types && matches(filter.exclude_types, mount.type)) return false;
    if (filter.types && !matches(filter.types, mount.type)) return false;
    if (filter.mount) return matches(filter.mount, mount.point);
    return filter.types !== undefined || isUsual(mount);
  });
  const unmatched = (filter.mount ?? []).filter(
    (glob) => !wanted.some(({ point }) => matchesGlob(point, glob)),
  );
  return { mounts: withoutRepeats(wanted, filter.mount ?? []), unmatched };
}

function withoutRepeats(mounts: readonly Mount[], globs: readonly string[]): Mount[] {
  const named = new Set(globs.filter((glob) => !hasGlob(glob)));
  const seen = new Set<string>();
  const byLength = mounts.toSorted((a, b) => a.point.length - b.point.length);
  return byLength.filter((mount) => {
    const repeated = seen.has(mount.device);
    seen.add(mount.device);
    return !repeated || named.has(mount.point);
  });
}
