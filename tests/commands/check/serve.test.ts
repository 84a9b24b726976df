import { once } from "node:events";
import { connect, type AddressInfo } from "node:net";
import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { isLoopback, parseServeAddress, urlOf } from "../../../src/commands/check/serve/address.js";
import { Board } from "../../../src/commands/check/serve/board.js";
import { startResultServer, type ResultServer } from "../../../src/commands/check/serve/http-server.js";
import { keepRunning } from "../../../src/commands/check/serve/keep-running.js";
import { folderOf } from "../../support/folder-of.js";
import { itomErrorOf } from "../../support/itom-error-of.js";
import { runCli } from "../../support/run-cli.js";

describe("parseServeAddress", () => {
  it.each([
    ["9715", "127.0.0.1", 9715],
    [":9715", "127.0.0.1", 9715],
    ["localhost:0", "127.0.0.1", 0],
    ["0.0.0.0:80", "0.0.0.0", 80],
    ["[::1]:9715", "::1", 9715],
  ])("%s", (text, host, port) => expect(parseServeAddress(text)).toEqual({ host, port }));

  it.each(["", "x", "host.test:1", "1.2.3:4", "::1:9715", "127.0.0.1:65536", "127.0.0.1", "[1.2.3.4:5"])(
    "refuses %j",
    (text) => expect(itomErrorOf(() => parseServeAddress(text))?.code).toBe("USAGE"),
  );

  it("knows what others can reach", () => {
    expect(["127.0.0.1", "127.9.9.9", "::1", "0.0.0.0", "::", "10.0.0.1"].map(isLoopback)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

/** A board with a clock that the test sets. */
function boardAt(intervalMs = 60_000): { board: Board; go: (ms: number) => void; now: () => number } {
  let ms = 0;
  return { board: new Board(intervalMs, () => ms), go: (more) => void (ms += more), now: () => ms };
}

describe("Board", () => {
  it("has nothing to show before the first run has ended", () => {
    const { board } = boardAt();
    board.begin();
    expect(board.state()).toMatchObject({ ok: false, running: true, runs: 0, ageSeconds: undefined });
    expect(board.metrics()).toContain("\nitom_run_ok 0\n");
    expect(board.metrics()).not.toContain("itom_results_age_seconds");
  });

  it("tells the age of what it shows since the run began", () => {
    const { board, go } = boardAt();
    board.begin();
    go(5_000);
    board.succeed("results\n");
    go(10_000);
    expect(board.state()).toMatchObject({ ok: true, running: false, runs: 1, failures: 0, ageSeconds: 15 });
    expect(board.metrics()).toMatch(/^results\n/);
    expect(board.metrics()).toContain("\nitom_results_age_seconds 15\n");
  });

  it("shows no old result after a run that failed", () => {
    const { board } = boardAt();
    board.begin();
    board.succeed("results\n");
    board.begin();
    expect(board.metrics()).toContain("results\n");
    board.fail();
    expect(board.metrics()).not.toContain("results\n");
    expect(board.state()).toMatchObject({ ok: false, runs: 2, failures: 1, ageSeconds: undefined });
  });

  it("shows no result when the next run hangs", () => {
    const { board, go } = boardAt(60_000);
    board.begin();
    board.succeed("results\n");
    board.begin();
    go(180_000);
    expect(board.state().ok).toBe(true);
    go(1);
    expect(board.state()).toMatchObject({ ok: false, running: true });
    expect(board.metrics()).not.toContain("results\n");
  });
});

describe("keepRunning", () => {
  async function beats(
    runs: readonly (number | Error)[],
  ): Promise<{ pauses: number[]; failures: unknown[] }> {
    const { board, go, now } = boardAt(10_000);
    const controller = new AbortController();
    const pauses: number[] = [];
    const failures: unknown[] = [];
    let at = 0;
    const runOnce = async (): Promise<string> => {
      const run = runs[at++];
      if (run instanceof Error) throw run;
      go(run ?? 0);
      return "";
    };
    await keepRunning(board, runOnce, {
      intervalMs: 10_000,
      clock: now,
      pause: async (ms) => {
        pauses.push(ms);
        go(ms);
        if (at === runs.length) controller.abort();
      },
      signal: controller.signal,
      onFailure: (error) => void failures.push(error),
    });
    return { pauses, failures };
  }

  it("begins a run with each interval, lets beats go by where a run took longer, and goes on after a failure", async () => {
    const failure = new Error("no inventory");
    const { pauses, failures } = await beats([0, 4_000, 10_000, 25_000, failure, 1]);
    expect(pauses).toEqual([10_000, 6_000, 10_000, 5_000, 10_000, 9_999]);
    expect(failures).toEqual([failure]);
  });

  it("shows nothing of a run that was cut short", async () => {
    const { board, now } = boardAt();
    const controller = new AbortController();
    const runOnce = async (): Promise<string> => {
      controller.abort();
      return "half";
    };
    const never = async (): Promise<void> => undefined;
    const rest = { intervalMs: 1, clock: now, pause: never, onFailure: () => undefined };
    await keepRunning(board, runOnce, { ...rest, signal: controller.signal });
    expect(board.state()).toMatchObject({ ok: false, runs: 0 });
  });
});

describe("the server", () => {
  const servers: ResultServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  async function start(): Promise<{ board: Board; url: string; port: number }> {
    const { board } = boardAt();
    const server = await startResultServer(board, { host: "127.0.0.1", port: 0 });
    servers.push(server);
    return { board, url: urlOf(server.address), port: server.address.port };
  }

  it("serves the last results and its own health", async () => {
    const { board, url } = await start();
    expect((await fetch(`${url}/healthz`)).status).toBe(503);
    board.begin();
    board.succeed("x 1\n");
    const scrape = await fetch(`${url}/metrics`);
    expect(scrape.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(await scrape.text()).toMatch(
      /^x 1\n# HELP itom_run_ok .*\n# TYPE itom_run_ok gauge\nitom_run_ok 1\n/,
    );
    const health = await fetch(`${url}/healthz`);
    expect([health.status, await health.text()]).toEqual([200, "ok, 0 s old\n"]);
    board.fail();
    expect((await fetch(`${url}/healthz`)).status).toBe(503);
  });

  it.each([
    ["GET", "/", 404],
    ["GET", "/metrics/../../etc/passwd", 404],
    ["HEAD", "/metrics?x=1", 200],
    ["POST", "/metrics", 405],
    ["DELETE", "/healthz", 405],
  ])("%s %s: %d", async (method, path, status) => {
    const { url } = await start();
    expect((await fetch(`${url}${path}`, { method })).status).toBe(status);
  });

  it("refuses a head that is too large, and what is no HTTP", async () => {
    const { port } = await start();
    const large = `GET /metrics HTTP/1.1\r\nHost: x\r\nX-Flood: ${"a".repeat(20_000)}\r\n\r\n`;
    expect(await say(port, large)).toMatch(/^HTTP\/1\.1 431 /);
    expect(await say(port, "\u0016\u0003\u0001\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
  });

  it("holds no more than 64 connections", async () => {
    const { port } = await start();
    const sockets = Array.from({ length: 64 }, () => connect(port, "127.0.0.1"));
    await Promise.all(sockets.map((socket) => once(socket, "connect")));
    // The server has seen them all once it answers the last one.
    sockets[63]?.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    await once(sockets[63] ?? sockets[0] ?? connect(port), "data");
    expect(await say(port, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")).toBe("");
    for (const socket of sockets) socket.destroy();
  });

  it("ends although somebody holds a connection open", async () => {
    const { port } = await start();
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    socket.write("GET /met");
    socket.on("error", () => undefined); // a reset is an end too
    const closed = new Promise((resolve) => socket.on("close", resolve));
    await servers.pop()?.close();
    await closed;
    expect(socket.destroyed).toBe(true);
  });
});

/** Sends text on a connection of its own and resolves with all that comes back until it is closed. */
function say(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.setEncoding("utf8").on("data", (more: string) => void (answer += more));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(answer));
  });
}

describe("itom check --serve", () => {
  const inventory = `version: 1
hosts: { here: { address: 127.0.0.1, connection: none } }
checks: [{ on: here, type: tcp, port: 1 }]
`;

  it.each([
    [["--serve", "nowhere"], "takes an address and a port"],
    [["--serve", "0", "--json"], "does not go with --json"],
    [["--serve", "0", "--out", "csv=a.csv"], "does not go with --out"],
    [["--serve", "0", "--changed"], "does not go with --changed"],
    [["--serve", "0", "--timeout", "1m"], "does not go with --timeout"],
    [["--serve", "0", "--interval", "soon"], "--interval takes a duration"],
    [["--interval", "1m"], "--interval needs --serve"],
    [["--changed", "--out", "nagios"], "does not go with it"],
  ])("%j is refused", async (words, message) => {
    const cwd = await folderOf({ "inventory.yaml": inventory });
    const { status, stdout, stderr } = await runCli(["check", ...words], { cwd });
    expect(status).toBe(64);
    expect(stdout + stderr).toContain(message);
  });

  it("that is told to stop ends well, and kept no run that was cut short", async () => {
    const cwd = await folderOf({ "inventory.yaml": inventory });
    const answer = await runCli(["check", "--serve", "0"], { cwd, signal: AbortSignal.abort() });
    expect(answer).toMatchObject({ status: 0, stdout: "" });
    expect(answer.stderr).toMatch(/^itom: serving http:\/\/127\.0\.0\.1:\d+\/metrics and \/healthz\n$/);
  });

  it("tells that a port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const cwd = await folderOf({ "inventory.yaml": inventory });
    const { status, stderr } = await runCli(["check", "--serve", `${port}`], { cwd });
    other.close();
    expect(status).toBe(3);
    expect(stderr).toContain("address already in use");
  });

  it("tells of a bad inventory at once", async () => {
    const cwd = await folderOf({ "inventory.yaml": "version: 1\nhosts: [" });
    expect((await runCli(["check", "--serve", "0"], { cwd })).status).toBe(78);
  });
});
