import { chmod, mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { ConnectionError } from "../../../lib/connection-error.js";
import { messageOf } from "../../../lib/errors.js";
import { hostKeyError, type ShownTo } from "./explain-verdict.js";
import { findEntries, judgeKey, type HostEntries, type ShownKey } from "./judge-key.js";
import { KnownHostsIndex } from "./known-hosts-index.js";
import { lookupName } from "./match-names.js";
import { parseKnownHosts } from "./parse-known-hosts.js";

const maxFileBytes = 32 * 1024 * 1024;

/** The known_hosts files of one run; each is read once. */
export class KnownHosts {
  readonly #files = new Map<string, Promise<KnownHostsIndex>>();

  /** What some files say of a host; a missing file says nothing. Rejects with UNAVAILABLE for one that can't be read. */
  async find(files: readonly string[], host: string, port: number): Promise<HostEntries> {
    const read = files.map((file) => {
      let index = this.#files.get(file);
      if (!index) this.#files.set(file, (index = readIndex(file)));
      return index;
    });
    const found = (await Promise.all(read)).map((index) => findEntries(index, host, port));
    return { exact: found.flatMap(({ exact }) => exact), plain: found.flatMap(({ plain }) => plain) };
  }

  /**
   * Remembers a key that was seen for the first time. Whoever else added one meanwhile wins: the file is judged again after
   * the line was written. Rejects with HOST_KEY when the key can't be kept, since it would be trusted blindly each time.
   */
  async accept(to: ShownTo, shown: ShownKey): Promise<void> {
    const { keyName: host, keyPort: port, knownHosts: files } = to;
    const file = files[0];
    if (file === undefined)
      throw new ConnectionError("HOST_KEY", "there is no known_hosts file to keep keys in");
    // Such a name would be read as a pattern, a mark or several names.
    if (/[\s,*?!|#@[\]]/.test(host)) {
      throw new ConnectionError("HOST_KEY", `the new key of ${host} can't be kept under such a name`);
    }
    try {
      await append(file, `${lookupName(host, port)} ${shown.type} ${shown.blob.toString("base64")}`);
    } catch (error) {
      throw new ConnectionError("HOST_KEY", `the new key of ${host} can't be kept: ${messageOf(error)}`);
    }
    this.#files.delete(file);
    const { exact, plain } = await this.find(files, host, port);
    const own = shown.blob.toString("base64");
    const rivals = { exact: exact.filter(({ key }) => key !== own), plain };
    const verdict = judgeKey(rivals, shown);
    if (verdict.kind === "changed" || verdict.kind === "revoked") throw hostKeyError(verdict, to, shown);
  }
}

async function readIndex(file: string): Promise<KnownHostsIndex> {
  let text: string;
  try {
    const bytes = await readFile(file);
    if (bytes.length > maxFileBytes) throw new Error("it is larger than 32 MiB");
    text = bytes.toString("utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return new KnownHostsIndex([]);
    throw new ConnectionError("UNAVAILABLE", `${file} can't be read: ${messageOf(error)}`);
  }
  return new KnownHostsIndex(parseKnownHosts(text, file));
}

/** One write in append mode, so that lines of several processes never mix. */
async function append(file: string, line: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, "a+", 0o600);
  try {
    const { size } = await handle.stat();
    if (size === 0) await chmod(file, 0o600);
    const last = Buffer.alloc(1, "\n");
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const text = Buffer.from(`${last.toString() === "\n" ? "" : "\n"}${line}\n`);
    const { bytesWritten } = await handle.write(text, 0, text.length);
    if (bytesWritten !== text.length)
      throw new Error(`only ${bytesWritten} of ${text.length} bytes were written`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
