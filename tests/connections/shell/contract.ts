import { afterAll, beforeAll, expect, test } from "vitest";
import type { ConnectionError } from "../../../src/lib/connection-error.js";
import type { ShellRequest, ShellResult, ShellSession } from "../../../src/ports/shell.js";
import type { Later } from "./bench.js";

export function request(command: string, more: Partial<ShellRequest> = {}): ShellRequest {
  return {
    command,
    timeoutMs: 15_000,
    maxOutputBytes: 1_000_000,
    signal: new AbortController().signal,
    ...more,
  };
}

/** The kind and the sentence of what a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<ConnectionError> {
  const error: unknown = await promise.then(
    (value) => new Error(`resolved with ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: "ConnectionError" });
  return error as ConnectionError;
}

/** What every session does, whatever carries it. One session serves all, but for what ends it. */
export function shellContract(open: (later: Later) => Promise<ShellSession>): void {
  const tasks: (() => unknown)[] = [];
  let session: ShellSession;

  beforeAll(async () => {
    session = await open((task) => tasks.unshift(task));
  });

  afterAll(async () => {
    for (const task of tasks) await task();
  });

  const run = (command: string, more: Partial<ShellRequest> = {}): Promise<ShellResult> =>
    session.run(request(command, more));

  test("gives output, errors and status apart", async () => {
    const result = await run("echo out; echo err >&2; exit 3");
    expect(result).toMatchObject({ exitCode: 3, truncated: false });
    expect(result.stdout.toString()).toBe("out\n");
    expect(result.stderr.toString()).toBe("err\n");
    expect(result.durationMs).toBeGreaterThan(0);
  });

  test("passes any text through the shells on the way", async () => {
    const command = `printf '%s|' "a b" 'it'"'"'s' '$HOME' '"' '\\' '!x' '*' ; printf '%s' 'line
two'`;
    expect((await run(command)).stdout.toString()).toBe(`a b|it's|$HOME|"|\\|!x|*|line\ntwo`);
  });

  test.each([0, 1, 126, 255])("tells the command's own status %d", async (status) => {
    expect(await run(`exit ${status}`)).toMatchObject({ exitCode: status });
  });

  test("a signal is no success", async () => {
    const result = await run("kill -TERM $$");
    expect([null, 143]).toContain(result.exitCode);
  });

  test("feeds standard input and closes it", async () => {
    const stdin = "x".repeat(300_000);
    expect((await run("wc -c", { stdin })).stdout.toString().trim()).toBe("300000");
    expect((await run("cat")).stdout.toString()).toBe("");
  });

  test("keeps bytes as they are", async () => {
    const { stdout } = await run(String.raw`printf '\000\377\033[31m'`);
    expect([...stdout]).toEqual([0, 255, 27, 91, 51, 49, 109]);
  });

  test("gives up on a shell that does not come to the command", async () => {
    const begins = { sign: "begun", withinMs: 300 };
    const error = await failure(run("while :; do echo noise; sleep 1; done", { begins }));
    expect(error).toMatchObject({
      kind: "TIMEOUT",
      message: expect.stringContaining("ran nothing within 300 ms"),
    });
    const begun = await run("echo be; echo begun; sleep 1; exit 5", {
      begins: { ...begins, withinMs: 15_000 },
    });
    expect(begun.exitCode).toBe(5);
  });

  test("bounds what is kept of each stream", async () => {
    const command = "head -c 500000 /dev/zero; head -c 500000 /dev/zero >&2; exit 4";
    const result = await run(command, { maxOutputBytes: 1_000 });
    expect(result).toMatchObject({ truncated: true, exitCode: 4 });
    expect([result.stdout.length, result.stderr.length]).toEqual([1_000, 1_000]);
  });

  test("output that ends without a newline is whole", async () => {
    const result = await run("printf end; printf bad >&2");
    expect([result.stdout.toString(), result.stderr.toString()]).toEqual(["end", "bad"]);
  });

  test("does not wait for a child that holds the output", async () => {
    const result = await run("sleep 30 & echo started");
    expect(result).toMatchObject({ exitCode: 0 });
    expect(result.stdout.toString()).toBe("started\n");
  });

  test("ends a command that takes too long", async () => {
    const error = await failure(run("sleep 60", { timeoutMs: 300 }));
    expect(error.kind).toBe("TIMEOUT");
    expect(error.message).toContain("was not done within 300 ms");
  });

  test("ends a command that is cancelled", async () => {
    const controller = new AbortController();
    const running = failure(run("sleep 60", { signal: controller.signal }));
    controller.abort();
    expect((await running).kind).toBe("CANCELLED");
  });

  test("runs more commands at once than there are channels", async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => String(index));
    const results = await Promise.all(numbers.map((number) => session.run(request(`echo ${number}`))));
    expect(results.map(({ stdout }) => stdout.toString().trim())).toEqual(numbers);
  });

  test("closes twice without complaint, and runs nothing afterwards", async () => {
    const own = await open((task) => tasks.unshift(task));
    expect(own.description).not.toBe("");
    await own.close();
    await own.close();
    expect(await failure(own.run(request("true")))).toMatchObject({ kind: "CANCELLED" });
  });
}

/** Commands as root. The host's PATH has a `sudo` as `fakeSudo` writes it, whose password is "open sesame". */
export function sudoContract(open: (password: string | undefined) => Promise<ShellSession>): void {
  async function sudo(password: string | undefined, command: string, more: Partial<ShellRequest> = {}) {
    const session = await open(password);
    try {
      return await session.run(request(command, { sudo: true, ...more }));
    } finally {
      await session.close();
    }
  }

  test("answers the password prompt, and the command has its own input", async () => {
    const result = await sudo("open sesame", "echo as $FAKE_SUDO; cat; echo err >&2; exit 5", {
      stdin: "mine",
    });
    expect(result).toMatchObject({ exitCode: 5 });
    expect(result.stdout.toString()).toBe("as root\nmine");
    expect(result.stderr.toString()).toBe("A lecture on responsibility.\nerr\n");
  });

  test("does not send the password where no prompt comes", async () => {
    const result = await sudo("open sesame", "FAKE_SUDO_NOPASSWD=1; cat", { stdin: "mine" });
    expect(result.stdout.toString()).toBe("mine");
  });

  test.each([
    ["wrong", "sudo refused the password"],
    [undefined, "sudo asks for a password, and none is set"],
  ])("a password %s is SUDO", async (password, sentence) => {
    const error = await failure(sudo(password, "echo never"));
    expect(error.kind).toBe("SUDO");
    expect(error.message).toContain(sentence);
    expect(`${error.message} ${error.hint}`).not.toContain("wrong");
  });
}
