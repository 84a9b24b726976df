import type { FileSystem, OpenFile } from "../../src/state/file-system.js";
import { nodeFileSystem } from "../../src/state/node-file-system.js";

/** Which system call fails, counted from 1, and how. */
export interface Fault {
  readonly at: number;
  readonly forever: boolean;
  readonly code: "ENOSPC" | "EIO" | "EACCES" | "EROFS";
  /** A write that fails takes half of its bytes first, as a disk that fills up does. */
  readonly short?: boolean;
}

/** The real file system with one fault; `calls` counts the system calls. */
export function faultyFileSystem(fault: Fault): FileSystem & { readonly calls: number } {
  let calls = 0;
  const due = (): boolean => {
    calls += 1;
    return fault.forever ? calls >= fault.at : calls === fault.at;
  };
  const failure = (): Error => Object.assign(new Error(`${fault.code}: injected`), { code: fault.code });
  const may = async <T>(work: () => Promise<T>): Promise<T> => {
    if (due()) throw failure();
    return work();
  };
  const wrap = (file: OpenFile): OpenFile => ({
    read: (buffer, position) => may(() => file.read(buffer, position)),
    async write(buffer, position) {
      if (!due()) return file.write(buffer, position);
      if (!fault.short) throw failure();
      return file.write(buffer.subarray(0, Math.floor(buffer.length / 2)), position);
    },
    size: () => may(() => file.size()),
    truncate: (size) => may(() => file.truncate(size)),
    datasync: () => may(() => file.datasync()),
    sync: () => may(() => file.sync()),
    async close() {
      await file.close();
      if (due()) throw failure();
    },
  });
  return {
    get calls() {
      return calls;
    },
    open: (path, mode) => may(async () => wrap(await nodeFileSystem.open(path, mode))),
    rename: (from, to) => may(() => nodeFileSystem.rename(from, to)),
    unlink: (path) => may(() => nodeFileSystem.unlink(path)),
    mkdir: (path) => may(() => nodeFileSystem.mkdir(path)),
    readdir: (path) => may(() => nodeFileSystem.readdir(path)),
    lstat: (path) => may(() => nodeFileSystem.lstat(path)),
    chmod: (path, mode) => may(() => nodeFileSystem.chmod(path, mode)),
    touch: (path) => may(() => nodeFileSystem.touch(path)),
  };
}
