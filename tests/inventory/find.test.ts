import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findInventory } from "../../src/inventory/find.js";
import { folderOf } from "../support/folder-of.js";

const home = await folderOf({ ".config/itom/inventory.yaml": "", "xdg/itom/inventory.yaml": "" });
const env = { HOME: join(home, "nobody") };

describe("findInventory", () => {
  it.each([
    ["a file here", { "inventory.yaml": "" }, ".", "inventory.yaml"],
    ["the other ending", { "inventory.yml": "" }, ".", "inventory.yml"],
    ["a file above", { "inventory.yaml": "", "a/b/c.txt": "" }, "a/b", "inventory.yaml"],
    ["the nearest", { "inventory.yaml": "", "a/inventory.yml": "" }, "a", "a/inventory.yml"],
    ["a folder", { "inventory/hosts.yaml": "" }, ".", "inventory"],
    ["the file before the folder", { "inventory/x.yaml": "", "inventory.yaml": "" }, ".", "inventory.yaml"],
    [
      "no folder of other things",
      { "inventory.yaml": "", "a/inventory/index.ts": "" },
      "a",
      "inventory.yaml",
    ],
  ])("finds %s", async (_, files, cwd, expected) => {
    const folder = await folderOf(files);
    expect(await findInventory({ cwd: join(folder, cwd), env })).toBe(join(folder, expected));
  });

  it("takes what is given, relative to the working folder", async () => {
    const cwd = await folderOf({ "other.yaml": "", "inventory.yaml": "" });
    expect(await findInventory({ given: "other.yaml", cwd, env })).toBe(join(cwd, "other.yaml"));
    await expect(findInventory({ given: "gone.yaml", cwd, env })).rejects.toMatchObject({
      code: "CONFIG",
      message: "the inventory gone.yaml does not exist",
    });
  });

  it("falls back to the configuration folder", async () => {
    const cwd = await folderOf({});
    expect(await findInventory({ cwd, env: { HOME: home } })).toBe(join(home, ".config/itom/inventory.yaml"));
    expect(await findInventory({ cwd, env: { HOME: home, XDG_CONFIG_HOME: join(home, "xdg") } })).toBe(
      join(home, "xdg/itom/inventory.yaml"),
    );
  });

  it("says how to make one", async () => {
    const cwd = await folderOf({});
    await expect(findInventory({ cwd, env })).rejects.toMatchObject({
      code: "CONFIG",
      hint: expect.stringContaining("itom init"),
    });
  });
});
