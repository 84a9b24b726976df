import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { PlannedCheck, ShellCheckType, ShellScript, Verdict } from "../../../src/checks/contract.js";
import { runShellChecks } from "../../../src/checks/script/run-script.js";
import { ConnectionError } from "../../../src/lib/connection-error.js";
import type { ShellRequest, ShellResult, ShellSession } from "../../../src/ports/shell.js";
import { feed } from "./shells.js";

const signal = new AbortController().signal;

function check(id: string, script: () => ShellScript, timeoutMs = 20_000): PlannedCheck {
  const type: ShellCheckType<unknown> = {
    kind: "shell",
    name: "t",
    summary: "",
    options: z.unknown(),
    example: "",
    targets: ["host"],
    script,
    evaluate: (): Verdict => ({ state: "OK", summary: "", values: [] }),
  };
  const position = { file: "i.yaml", line: 1, column: 1 };
  const target = { kind: "service", service: { name: "s", dependsOn: [], vars: {}, position } } as const;
  return {
    target,
    targetName: "s",
    id,
    type,
    options: {},
    written: {},
    timeoutMs,
    attempts: 1,
    intervalMs: 0,
    needs: [],
    confirm: 1,
    position,
    positions: new Map(),
  };
}

function session(answer: (request: ShellRequest) => Promise<Partial<ShellResult>>) {
  const requests: ShellRequest[] = [];
  const made: ShellSession = {
    description: "",
    connectMs: 0,
    async run(request) {
      requests.push(request);
      const empty = { exitCode: 0, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0), truncated: false };
      return { ...empty, durationMs: 1, ...(await answer(request)) };
    },
    close: () => Promise.resolve(),
  };
  return { session: made, requests };
}

async function realShell({ command, stdin = "" }: ShellRequest): Promise<Partial<ShellResult>> {
  const { stdout, code } = await feed(["sh", "-c", command], stdin.toString());
  return { stdout, exitCode: code };
}

const plain = check("plain", () => ({ text: "echo plain", sudo: false }));
const light = check("light", () => ({ text: "echo light", sudo: false, light: true }));
const root = check("root", () => ({ text: "echo root", sudo: true }));

describe("runShellChecks", () => {
  it("runs one script as the user and one as root", async () => {
    const { session: made, requests } = session(realShell);
    const outcomes = await runShellChecks(made, [plain, root, light], { signal });
    const printed = [plain, root, light]
      .map((each) => outcomes.get(each))
      .map((o) => o && "stdout" in o && o.stdout);
    expect(printed).toEqual(["plain\n", "root\n", "light\n"]);
    expect(requests.map(({ sudo }) => sudo)).toEqual([false, true]);
    for (const request of requests) {
      const { stdout = "" } = await realShell(request);
      expect(
        stdout
          .toString()
          .trimStart()
          .indexOf(request.begins?.sign ?? "none"),
      ).toBe(0);
      expect(request.begins?.withinMs).toBe(20_000);
    }
  });

  it("asks nothing of the host where there is nothing to run", async () => {
    const { session: made, requests } = session(realShell);
    expect((await runShellChecks(made, [], { signal })).size).toBe(0);
    expect(requests).toEqual([]);
  });

  it("gives the checks of a script that failed its reason, and the others their answer", async () => {
    const { session: made } = session((request) => {
      if (request.sudo === true)
        throw new ConnectionError("SUDO", "a password is required", "set become_password");
      return realShell(request);
    });
    const outcomes = await runShellChecks(made, [plain, root], { signal });
    expect(outcomes.get(plain)).toMatchObject({ stdout: "plain\n" });
    expect(outcomes.get(root)).toEqual({
      kind: "SUDO",
      message: "a password is required",
      hint: "set become_password",
    });
  });

  it.each([
    ["This account is not available", "PROTOCOL"],
    ["", "PROTOCOL"],
  ])("says that no shell answered, but %j", async (text, kind) => {
    const { session: made } = session(() =>
      Promise.resolve({ stdout: Buffer.from(`\n${text}\n`), exitCode: 1 }),
    );
    const outcome = (await runShellChecks(made, [plain], { signal })).get(plain);
    expect(outcome).toMatchObject({ kind, message: expect.stringContaining(text) as string });
  });

  it("tells torn, cut off and out of time apart", async () => {
    const torn = session(async (request) => {
      const { stdout = Buffer.alloc(0) } = await realShell(request);
      return { stdout: stdout.subarray(0, stdout.lastIndexOf("light")), exitCode: null };
    });
    expect((await runShellChecks(torn.session, [light], { signal })).get(light)).toMatchObject({
      kind: "LOST",
    });
    const cut = session(async (request) => {
      const { stdout = Buffer.alloc(0) } = await realShell(request);
      return { stdout: stdout.subarray(0, 60), truncated: true };
    });
    expect((await runShellChecks(cut.session, [light], { signal })).get(light)).toMatchObject({
      kind: "TOO_LARGE",
    });
    const slow = check("slow", () => ({ text: "sleep 60", sudo: false, light: true }));
    const late = session(realShell);
    const outcomes = await runShellChecks(late.session, [slow, plain], { signal, totalMs: 1000 });
    expect(outcomes.get(slow)).toMatchObject({ timedOut: true });
    expect(outcomes.get(plain)).toMatchObject({ kind: "TIMEOUT" });
  });

  it("keeps a type's bug to its own check", async () => {
    const broken = check("broken", () => {
      throw new RangeError("a shell word can't contain NUL");
    });
    const outcomes = await runShellChecks(session(realShell).session, [broken, plain], { signal });
    expect(outcomes.get(broken)).toMatchObject({ kind: "BUG" });
    expect(outcomes.get(plain)).toMatchObject({ exitCode: 0 });
  });

  it("bounds the whole by what its parts may take", async () => {
    const { session: made, requests } = session(realShell);
    await runShellChecks(made, [plain, light], { signal });
    expect(requests[0]?.timeoutMs).toBe(52_000);
    expect(requests[0]?.command).toBe("exec sh -s");
    expect(requests[0]?.maxOutputBytes).toBeGreaterThan(2 * 65_536);
  });
});
