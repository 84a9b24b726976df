import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { systemProcesses } from "../../src/state/lock/processes.js";
import { openCheckStore } from "../../src/state/check-store.js";
import { noon, result } from "../state/results.js";
import { scratchFolders } from "../state/scratch.js";
import { runCli, type CliResult } from "../support/run-cli.js";

const scratch = scratchFolders();
const day = "checks/history/2026-11-28.jsonl";

async function folderWithState(): Promise<string> {
  const folder = join(scratch(), ".itom");
  const store = await openCheckStore(folder, { now: noon });
  await store.record([result(), result({ host: "web2" }), result({ host: "web3" })]);
  await store.record([result(), result({ host: "web2" }), result({ host: "web3" })]);
  return folder;
}

const verify = (folder: string, ...more: readonly string[]): Promise<CliResult> =>
  runCli(["state", "verify", "--state", folder, ...more], { now: noon });

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

const dropLine = (number: number) => (text: string) =>
  text
    .split("\n")
    .map((line, index) => (index === number - 1 ? line.replace("web1", "web9") : line))
    .join("\n");

describe("itom state verify", () => {
  test("where nothing was recorded says so", async () => {
    const answer = await verify(join(scratch(), "none"));
    expect(answer).toMatchObject({ status: 0, stderr: "" });
    expect(answer.stdout).toContain("nothing has been recorded yet");
  });

  test("in a good folder finds nothing", async () => {
    const folder = await folderWithState();
    const answer = await verify(folder);
    expect(answer).toEqual({ status: 0, stderr: "", stdout: `${folder}: 3 files read, all well\n` });
    expect((await verify(folder, "-q")).stdout).toBe("");
  });

  test("gives one document under --json", async () => {
    const folder = await folderWithState();
    edit(join(folder, day), (text) => text.slice(0, -5));
    const answer = await verify(folder, "--json");
    expect(answer.status).toBe(1);
    expect(JSON.parse(answer.stdout)).toMatchObject({
      schema: "itom.state/1",
      startedAt: "2026-11-28T12:00:00.000Z",
      summary: { directory: folder, exists: true, files: 3, damage: 0, warnings: 1, notes: 0, repaired: [] },
      results: [{ severity: "warning", path: day, message: expect.stringContaining("torn line") }],
    });
  });

  test("a torn tail is a warning until the next run, which marks it: then a note", async () => {
    const folder = await folderWithState();
    edit(join(folder, day), (text) => text.slice(0, -5));
    expect((await verify(folder)).status).toBe(1);
    await (await openCheckStore(folder, { now: noon })).record([result()]);
    const after = await verify(folder);
    expect(after.status).toBe(0);
    expect(after.stdout).toContain(`note      ${day}  1 times a run was ended`);
  });

  test("a damaged line is damage with its number; --repair keeps it aside and loses nothing else", async () => {
    const folder = await folderWithState();
    edit(join(folder, day), dropLine(2));
    const before = await verify(folder);
    expect(before.status).toBe(2);
    expect(before.stdout).toContain(`damage    ${day}:2  `);
    expect(before.stdout).toContain("2 results lack the line");
    await verify(folder, "--repair");
    const aside = readdirSync(join(folder, "checks/history")).find((name) => name.includes("damaged"));
    expect(readFileSync(join(folder, "checks/history", aside ?? ""), "utf8")).toContain("web9");
    const store = await openCheckStore(folder, { now: noon });
    await store.record([result(), result({ host: "web2" })]);
    const { results } = await store.history("2026-11-28");
    // The declaration is said again, so that what was recorded before counts again where it follows.
    expect(results.filter(({ host }) => host === "web1")).toHaveLength(1);
    expect(results.filter(({ host }) => host === "web2")).toHaveLength(3);
  });

  test("a damaged status stops recording until --repair keeps it aside", async () => {
    const folder = await folderWithState();
    edit(join(folder, "checks/status.json"), (text) => text.replace("41 %", "14 %"));
    const found = await verify(folder);
    expect(found.status).toBe(2);
    expect(found.stdout).toContain(
      "damage    checks/status.json  can't be understood: its checksum does not match",
    );
    expect(found.stdout).toContain("itom state verify --repair");
    expect((await verify(folder, "--repair", "--dry-run")).status).toBe(2);
    const repaired = await verify(folder, "--repair");
    expect(repaired.status).toBe(0);
    expect(repaired.stdout).toMatch(
      /repaired {2}checks\/status.json: kept aside as status.json.damaged-\d{8}T\d{9}Z/,
    );
    await (await openCheckStore(folder, { now: noon })).record([result()]);
    expect((await verify(folder)).status).toBe(0);
  });

  test("names others' permissions, and --repair takes them away", async () => {
    const folder = await folderWithState();
    chmodSync(join(folder, "checks/status.json"), 0o644);
    chmodSync(folder, 0o755);
    const found = await verify(folder);
    expect(found.status).toBe(1);
    expect(found.stdout).toContain("checks/status.json  others on this machine may use it (mode 0644)");
    expect(found.stdout).toContain(".  others on this machine may use it (mode 0755)");
    expect((await verify(folder, "--repair")).status).toBe(0);
  });

  test("names dead and foreign claims and what it does not know, and changes none of them", async () => {
    const folder = await folderWithState();
    const { boot, pid } = systemProcesses().self;
    const dead = `${boot}.${pid}.1.0123456789abcdef`;
    const foreign = "00000000000000aa.77.1.0123456789abcdef";
    writeFileSync(join(folder, "notes.txt"), "", { mode: 0o600 });
    mkdirSync(join(folder, "locks/runs"), { mode: 0o700 });
    writeFileSync(join(folder, "locks/runs", foreign), "", { mode: 0o600 });
    writeFileSync(join(folder, "locks/runs", dead), '{"purpose":"\u001B[31mpatch"}', { mode: 0o600 });
    const files = readdirSync(folder, { recursive: true }).toSorted();
    const found = await verify(folder);
    expect(found.status).toBe(1);
    expect(found.stdout).toContain("note      notes.txt  is no file that this itom knows");
    expect(found.stdout).toContain(
      `note      locks/runs/${foreign}  belongs to process 77, on another machine`,
    );
    expect(found.stdout).toContain(`warning   locks/runs/${dead}  was left by process ${pid}`);
    expect(readdirSync(folder, { recursive: true }).toSorted()).toEqual(files);
  });

  test("does not let a claim's text reach the terminal", async () => {
    const folder = await folderWithState();
    const name = `${systemProcesses().self.boot}.1.0.0123456789abcdef`;
    const text = JSON.stringify({ purpose: "\u001B[31mpatch", host: "a\nb" });
    writeFileSync(join(folder, "locks/checks", name), text, { mode: 0o600 });
    const found = await verify(folder);
    expect(found.stdout).toContain("\\x1b[31mpatch");
    expect(found.stdout).not.toContain("\u001B");
  });

  test("names what a killed run left, which the next run removes", async () => {
    const folder = await folderWithState();
    writeFileSync(join(folder, "checks/.status.json.1.aa.tmp"), "", { mode: 0o600 });
    const found = await verify(folder);
    expect(found.status).toBe(1);
    expect(found.stdout).toContain(
      "warning   checks/.status.json.1.aa.tmp  was left by a run that was ended",
    );
    await (await openCheckStore(folder, { now: noon })).record([result()]);
    expect((await verify(folder)).status).toBe(0);
  });

  test("a newer schema is damage for this itom, which --repair leaves alone", async () => {
    const folder = await folderWithState();
    const file = join(folder, "store.json");
    writeFileSync(file, '{"schema":9,"rev":1,"data":{}}', { mode: 0o600 });
    const found = await verify(folder, "--repair");
    expect(found.status).toBe(2);
    expect(found.stdout).toContain("has schema 9; this itom knows schemas up to 2");
    expect(readFileSync(file, "utf8")).toContain('"schema":9');
  });

  test("a file in place of the folder is an error of its own", async () => {
    const file = join(scratch(), "file");
    writeFileSync(file, "");
    const answer = await verify(file);
    expect(answer).toMatchObject({ status: 3, stdout: "" });
    expect(answer.stderr).toContain("a file stands where a folder should be");
  });
});
