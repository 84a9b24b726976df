import { execFileSync } from "node:child_process";
import { readFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { KnownHosts } from "../../../../src/connections/ssh/known-hosts/known-hosts.js";
import { failure } from "../../shell/contract.js";
import { scratch } from "../../shell/bench.js";

function place(keyName: string, keyPort: number, knownHosts: readonly string[]) {
  return { keyName, keyPort, address: keyName, port: keyPort, knownHosts };
}

const shown = (body: string) => ({ type: "ssh-ed25519", blob: Buffer.from(body) });

test("keys that many writers keep at once are all there, each on a line of its own", async () => {
  const file = join(await scratch(), "known_hosts");
  await writeFile(file, "# no newline at the end");
  const numbers = Array.from({ length: 40 }, (_, index) => index);
  await Promise.all(
    numbers.map((number) =>
      new KnownHosts().accept(place(`web${number}`, 22, [file]), shown(`key ${number}`)),
    ),
  );
  const lines = (await readFile(file, "utf8"))
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  expect(new Set(lines)).toEqual(
    new Set(numbers.map((n) => `web${n} ssh-ed25519 ${Buffer.from(`key ${n}`).toString("base64")}`)),
  );
});

test("of two different first keys of one host one is believed and kept", async () => {
  const file = join(await scratch(), "known_hosts");
  const to = place("web1", 22, [file]);
  const attempts = await Promise.allSettled([
    new KnownHosts().accept(to, shown("one")),
    new KnownHosts().accept(to, shown("two")),
  ]);
  expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await readFile(file, "utf8")).trimEnd().split("\n")).toHaveLength(1);
});

test("an existing file keeps its permissions and its content", async () => {
  const file = join(await scratch(), "known_hosts");
  await writeFile(file, "web9 ssh-ed25519 AAAA\n", { mode: 0o644 });
  await new KnownHosts().accept(place("::1", 2222, [file]), shown("one"));
  expect(await readFile(file, "utf8")).toBe("web9 ssh-ed25519 AAAA\n[::1]:2222 ssh-ed25519 b25l\n");
  expect((await stat(file)).mode & 0o777).toBe(0o644);
});

test("a missing file says nothing, and one that can't be read is an error", async () => {
  const folder = await scratch();
  const none = await new KnownHosts().find([join(folder, "missing")], "web1", 22);
  expect(none).toEqual({ exact: [], plain: [] });
  expect(await failure(new KnownHosts().find([folder], "web1", 22))).toMatchObject({ kind: "UNAVAILABLE" });
});

test("a file of ten thousand hosts is searched quickly enough for as many", async () => {
  const file = join(await scratch(), "known_hosts");
  const lines = Array.from(
    { length: 10_000 },
    (_, n) => `web${n},10.0.${n >> 8}.${n & 255} ssh-ed25519 AAAA`,
  );
  await writeFile(file, lines.join("\n"));
  const known = new KnownHosts();
  for (let n = 0; n < 10_000; n++) expect((await known.find([file], `web${n}`, 22)).exact).toHaveLength(1);
});

test("what ssh-keygen hashes is found, where it is installed", async () => {
  const file = join(await scratch(), "known_hosts");
  await writeFile(
    file,
    "web1.test ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGmNxU8/8m+DQnuB5i2rR7mOCnWBT9Q9d7wVXyIGoKdL\n",
  );
  try {
    execFileSync("ssh-keygen", ["-q", "-H", "-f", file], { stdio: "ignore" });
  } catch {
    // Without ssh-keygen the line stays plain, and is to be found all the same.
  }
  expect((await new KnownHosts().find([file], "web1.test", 22)).exact).toHaveLength(1);
});

test.each([["*"], ["web1,*"], ["web1 web2"], ["web1\nweb2"], ["@revoked"], ["|1|a|b"]])(
  "a key is never kept under the name %j",
  async (name) => {
    const file = join(await scratch(), "known_hosts");
    const error = await failure(new KnownHosts().accept(place(name, 22, [file]), shown("one")));
    expect(error.kind).toBe("HOST_KEY");
    await expect(stat(file)).rejects.toMatchObject({ code: "ENOENT" });
  },
);

test("a lock that a crash has left is passed over", async () => {
  const file = join(await scratch(), "known_hosts");
  const lock = `${file}.itom-lock`;
  await writeFile(lock, "");
  await utimes(lock, 0, 0);
  await new KnownHosts().accept(place("web1", 22, [file]), shown("one"));
  expect(await readFile(file, "utf8")).toBe("web1 ssh-ed25519 b25l\n");
  await expect(stat(lock)).rejects.toMatchObject({ code: "ENOENT" });
});
