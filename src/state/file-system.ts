/** What `lstat` tells, as far as the store needs it. */
export interface FileStatus {
  readonly kind: "file" | "folder" | "other";
  /** Bytes. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  readonly modifiedMs: number;
}

/** An open file; every method is one system call, so that a test can fail each of them. */
export interface OpenFile {
  /** Resolves with the bytes read; 0 at the end. */
  read(buffer: Buffer, position: number): Promise<number>;
  /** Resolves with the bytes written, which may be fewer than given. */
  write(buffer: Buffer, position: number): Promise<number>;
  size(): Promise<number>;
  truncate(size: number): Promise<void>;
  datasync(): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** `read`; `new` refuses an existing file; `update` reads and writes, and makes the file where there is none. */
export type OpenMode = "read" | "new" | "update";

/** The system calls below the store. Methods reject with Node's errors (`code`: ENOENT, ENOSPC …). */
export interface FileSystem {
  open(path: string, mode: OpenMode): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Makes one folder, 0700. */
  mkdir(path: string): Promise<void>;
  readdir(path: string): Promise<string[]>;
  lstat(path: string): Promise<FileStatus>;
  chmod(path: string, mode: number): Promise<void>;
  /** Sets the time of modification to the file system's now. */
  touch(path: string): Promise<void>;
}
