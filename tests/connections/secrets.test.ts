import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSecrets } from "../../src/connections/secrets/secrets.js";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "itom-secrets-"));
});
afterEach(() => rm(folder, { recursive: true }));

const env = { TOKEN: "s3cret", EMPTY: "", PATH: process.env["PATH"] };

describe("createSecrets", () => {
  it("reads the environment, files and commands", async () => {
    const file = join(folder, "key");
    await writeFile(file, "from file\n");
    const secrets = createSecrets(env);
    expect(await secrets.resolve({ env: "TOKEN" })).toBe("s3cret");
    expect(await secrets.resolve({ file })).toBe("from file");
    expect(await secrets.resolve({ command: ["sh", "-c", "echo from command"] })).toBe("from command");
    expect(await secrets.resolve({ literal: "as it is" })).toBe("as it is");
  });

  it("asks a command once", async () => {
    const count = join(folder, "count");
    const secrets = createSecrets(env);
    const secret = { command: ["sh", "-c", `echo x >> ${count}; wc -l < ${count}`] } as const;
    expect([await secrets.resolve(secret), await secrets.resolve({ ...secret })]).toEqual(["1", "1"]);
  });

  it.each([
    ["an unset variable", { env: "NOPE" }, /NOPE/],
    ["an empty variable", { env: "EMPTY" }, /EMPTY/],
    ["a missing file", { file: "/nonexistent/key" }, /nonexistent/],
    ["a command that fails", { command: ["sh", "-c", "echo leak-me >&2; exit 3"] }, /sh failed \(3\)/],
    ["a command that prints nothing", { command: ["true"] }, /printed nothing/],
    ["a command that is not there", { command: ["/nonexistent/program"] }, /ENOENT/],
  ] as const)("refuses %s and never tells more than its place", async (_what, secret, message) => {
    const error: unknown = await createSecrets(env)
      .resolve(secret)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: "ConnectionError",
      kind: "UNAVAILABLE",
      message: expect.stringMatching(message),
    });
    expect(JSON.stringify(error) + String(error)).not.toContain("leak-me");
  });
});
