import { constants } from "node:fs";
import { chmod, lstat, mkdir, open, readdir, rename, unlink, type FileHandle } from "node:fs/promises";
import type { FileSystem, OpenFile, OpenMode } from "./file-system.js";

const flags: Readonly<Record<OpenMode, number>> = {
  read: constants.O_RDONLY,
  new: constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL,
  update: constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW,
};

/** The real file system; files are made 0600 and folders 0700. */
export const nodeFileSystem: FileSystem = {
  open: async (path, mode) => openFile(await open(path, flags[mode], 0o600)),
  rename,
  unlink,
  chmod,
  mkdir: (path) => mkdir(path, { mode: 0o700 }).then(() => undefined),
  readdir: (path) => readdir(path),
  async lstat(path) {
    const found = await lstat(path);
    const kind = found.isFile() ? "file" : found.isDirectory() ? "folder" : "other";
    return { kind, size: found.size, mode: found.mode & 0o7777, modifiedMs: found.mtimeMs };
  },
  async touch(path) {
    // Writing takes the file server's clock; utimes would bring our own.
    const file = await open(path, constants.O_WRONLY);
    try {
      await file.write(" ", (await file.stat()).size);
    } finally {
      await file.close();
    }
  },
};

function openFile(handle: FileHandle): OpenFile {
  return {
    read: async (buffer, position) => (await handle.read(buffer, 0, buffer.length, position)).bytesRead,
    write: async (buffer, position) => (await handle.write(buffer, 0, buffer.length, position)).bytesWritten,
    size: async () => (await handle.stat()).size,
    truncate: (size) => handle.truncate(size),
    datasync: () => handle.datasync(),
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}
