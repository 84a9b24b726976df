import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { FileSystem } from "../../src/state/file-system.js";
import { ensureFolder } from "../../src/state/folders.js";
import { nodeFileSystem } from "../../src/state/node-file-system.js";
import { replaceFile, sweepTemporaries } from "../../src/state/replace-file.js";
import { scratchFolders } from "./scratch.js";

const scratch = scratchFolders();

/** A file system on which folders can't be synced. */
function withoutFolderSync(code: string): FileSystem {
  return {
    ...nodeFileSystem,
    async open(path, mode) {
      const file = await nodeFileSystem.open(path, mode);
      if (mode !== "read") return file;
      return { ...file, sync: () => Promise.reject(Object.assign(new Error(code), { code })) };
    },
  };
}

/** A disk that takes fewer bytes than it says, as write-file-atomic has met one. */
const lying: FileSystem = {
  ...nodeFileSystem,
  async open(path, mode) {
    const file = await nodeFileSystem.open(path, mode);
    return {
      ...file,
      async write(buffer, position) {
        await file.write(buffer.subarray(0, 1), position);
        return buffer.length;
      },
    };
  },
};

describe("replacing a file", () => {
  test("puts the new one in the old one's place and leaves nothing else", async () => {
    const path = join(scratch(), "status.json");
    writeFileSync(path, "old");
    await replaceFile(nodeFileSystem, path, Buffer.from("new"));
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(readdirSync(join(path, ".."))).toEqual(["status.json"]);
  });

  test("keeps the old one when the disk lies about what it took", async () => {
    const path = join(scratch(), "status.json");
    writeFileSync(path, "old");
    await expect(replaceFile(lying, path, Buffer.from("new"))).rejects.toThrow("only 1 of 3 bytes");
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(join(path, ".."))).toEqual(["status.json"]);
  });

  test.each(["EINVAL", "ENOTSUP"])("does without syncing the folder where that gives %s", async (code) => {
    const path = join(scratch(), "status.json");
    await replaceFile(withoutFolderSync(code), path, Buffer.from("new"));
    expect(readFileSync(path, "utf8")).toBe("new");
  });

  test("says so when the folder can't be synced for another reason", async () => {
    const path = join(scratch(), "status.json");
    await expect(replaceFile(withoutFolderSync("EIO"), path, Buffer.from("new"))).rejects.toMatchObject({
      code: "EIO",
    });
  });

  test("sweeps what killed writers left, and nothing else", async () => {
    const folder = scratch();
    for (const name of [".status.json.1.ab.tmp", "status.json", "notes.tmp", ".hidden"])
      writeFileSync(join(folder, name), "");
    await sweepTemporaries(nodeFileSystem, folder);
    expect(readdirSync(folder).sort()).toEqual([".hidden", "notes.tmp", "status.json"]);
  });
});

describe("making a folder", () => {
  test("makes those above it, and takes what is there, a link to a folder too", async () => {
    const folder = scratch();
    await ensureFolder(nodeFileSystem, join(folder, "a", "b"));
    await ensureFolder(nodeFileSystem, join(folder, "a", "b"));
    symlinkSync(join(folder, "a"), join(folder, "link"));
    await ensureFolder(nodeFileSystem, join(folder, "link"));
    await ensureFolder(nodeFileSystem, join(folder, "link", "c"));
    expect(readdirSync(join(folder, "a")).sort()).toEqual(["b", "c"]);
  });

  test("fails where a file or a dangling link stands", async () => {
    const folder = scratch();
    writeFileSync(join(folder, "file"), "");
    symlinkSync(join(folder, "nowhere"), join(folder, "link"));
    mkdirSync(join(folder, "a"));
    for (const name of ["file", "link"]) {
      await expect(ensureFolder(nodeFileSystem, join(folder, name))).rejects.toMatchObject({
        code: expect.stringMatching(/^E/),
      });
    }
  });
});
