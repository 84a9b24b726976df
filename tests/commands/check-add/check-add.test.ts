import { chmod, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { CommandContext } from "../../../src/cli/context/context.js";
import { run } from "../../../src/commands/check-add/run.js";
import { loadInventory } from "../../../src/inventory/index.js";
import { ConnectionError } from "../../../src/lib/connection-error.js";
import { ItomError } from "../../../src/lib/errors.js";
import type { Ports } from "../../../src/ports/index.js";
import type { TcpRequest } from "../../../src/ports/tcp.js";
import type { Prompt } from "../../../src/terminal/prompt.js";
import { folderOf } from "../../support/folder-of.js";
import { runCli } from "../../support/run-cli.js";

const text = `version: 1
hosts:
  sw1: { address: 192.0.2.1, connection: none }
checks:
  - { on: sw1, type: tcp, port: 22 } # mine
# the end
`;

/** Port 22 greets, 25 greets only the first time, all others are closed; ICMP answers. */
function fakePorts(): Ports {
  let mails = 0;
  return {
    tcp: {
      async probe({ port, address }: TcpRequest) {
        const greets = port === 22 || (port === 25 && mails++ === 0);
        if (!greets) throw new ConnectionError("REFUSED", `${address}:${port} refused`);
        const received = port === 22 ? "SSH-2.0-x" : "220 mail\r\n";
        return { address, connectMs: 1, totalMs: 1, received };
      },
    },
    icmp: { ping: async () => ({ state: "up", sent: 5, received: 5, timesMs: [1, 1, 1, 1, 1] }) },
  } as unknown as Ports;
}

async function add(
  options: { append?: boolean; verify?: boolean; inventory?: string; prompt?: Partial<Prompt> },
  global: Partial<CommandContext["global"]> = {},
) {
  const cwd = await folderOf({ "inventory.yaml": options.inventory ?? text });
  const file = join(cwd, "inventory.yaml");
  await chmod(file, 0o600);
  const written = { stdout: "", stderr: "" };
  const context = {
    global: { json: false, quiet: false, yes: false, input: false, dryRun: false, ...global },
    cwd,
    env: {},
    now: () => new Date("2026-01-01T00:00:00Z"),
    signal: new AbortController().signal,
    terminal: {
      stdout: { write: (more: string) => void (written.stdout += more) },
      stderr: { write: (more: string) => void (written.stderr += more) },
    },
    inventoryPath: async () => file,
    inventory: () => loadInventory(file, { env: {}, cwd }),
    ports: async () => fakePorts(),
  } as unknown as CommandContext;
  const { append, verify = true } = options;
  const invocation = { context, arguments: ["sw1"], options: { verify, ...(append === true && { append }) } };
  const status = await run(invocation, options.prompt as Prompt).catch((error: unknown) => {
    if (error instanceof ItomError) return error;
    throw error;
  });
  return {
    status,
    ...written,
    file,
    content: await readFile(file, "utf8"),
    mode: (await stat(file)).mode & 0o777,
  };
}

const pingLine = '- { on: sw1, type: ping, warn: "100ms,20%", crit: "300ms,60%" } # ';

describe("itom check add", () => {
  it("prints what is new and OK, and tells what is not", async () => {
    const { status, stdout, stderr, content } = await add({});
    expect(status).toBe(1);
    expect(stdout).toMatch(/^ {2}- \{ on: sw1, type: ping.*\n$/);
    expect(stderr).toContain("left out, because it is not OK now (CRITICAL: 192.0.2.1:25 refused)");
    expect(content).toBe(text);
  });

  it("begins the list where there is none", async () => {
    const { stdout } = await add({ inventory: text.replace(/^checks.*\n.*\n/m, "") });
    expect(stdout).toMatch(/^checks:\n {2}- \{ on: sw1, type: ping/);
  });

  it("takes only what is chosen", async () => {
    const choose = vi.fn(async () => []);
    const { stdout, stderr } = await add({ prompt: { choose } }, { input: true });
    expect(choose).toHaveBeenCalledWith("Checks to take for sw1", [expect.stringContaining(pingLine)]);
    expect(stdout).toBe("");
    expect(stderr).toContain("nothing was taken");
  });

  it("appends below the last check, shows the difference, and keeps the file's mode", async () => {
    const { content, stderr, stdout, mode } = await add({ append: true }, { yes: true });
    const line = content.split("\n").find((each) => each.includes("type: ping")) ?? "";
    expect(content).toBe(text.replace("# mine\n", `# mine\n${line}\n`));
    expect(stderr).toContain(`+${line}\n # the end\n`);
    expect(stdout).toBe("");
    expect(mode).toBe(0o600);
  });

  it("writes nothing on a no, on a dry run, or with nobody to ask", async () => {
    const prompt = {
      choose: async (_: string, all: readonly string[]) => [...all],
      confirm: async () => false,
    };
    expect((await add({ append: true, prompt }, { input: true })).content).toBe(text);
    expect((await add({ append: true }, { yes: true, dryRun: true })).content).toBe(text);
    const refused = await add({ append: true });
    expect(refused.status).toMatchObject({ code: "USAGE" });
  });

  it("says all as JSON", async () => {
    const { stdout } = await add({}, { json: true });
    expect(JSON.parse(stdout)).toMatchObject({
      schema: "itom.check.add/1",
      summary: { host: "sw1", proposals: 2, ok: 1 },
      results: [
        { host: "sw1", state: "OK", entry: { on: "sw1", type: "ping" } },
        { host: "sw1", state: "CRITICAL", entry: { on: "sw1", type: "tcp", id: "tcp-25", port: 25 } },
      ],
    });
  });

  it("leaves `itom check PATTERN` as it is, and takes a host named add by --limit", async () => {
    const inventory =
      "version: 1\nhosts: { add: { address: 192.0.2.1 } }\nchecks: [{ on: add, type: load }]\n";
    const cwd = await folderOf({ "inventory.yaml": inventory });
    const limited = await runCli(["check", "--limit", "add", "--list"], { cwd });
    expect(limited).toMatchObject({ status: 0, stdout: "add  load  load\n" });
    expect((await runCli(["check", "ad*", "--list"], { cwd })).stdout).toBe("add  load  load\n");
    expect((await runCli(["check", "add"], { cwd })).status).toBe(64);
    expect((await runCli(["check", "add", "nobody"], { cwd })).stderr).toContain('there is no host "nobody"');
  });
});
