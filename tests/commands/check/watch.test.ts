import { Chalk } from "chalk";
import { describe, expect, it } from "vitest";
import type { CommandContext } from "../../../src/cli/context/context.js";
import { watchChecks } from "../../../src/commands/check/watch/watch.js";
import { ItomError } from "../../../src/lib/errors.js";
import type { CheckStore, StoredResult } from "../../../src/ports/check-store.js";
import type { Ports } from "../../../src/ports/index.js";
import { openScreen } from "../../../src/terminal/screen.js";
import { fakeProbe, planned } from "../../support/fake-checks.js";
import { makeHost, makeInventory } from "../../support/hosts.js";
import { runCli } from "../../support/run-cli.js";
import { folderOf } from "../../support/folder-of.js";
import { FakeTty } from "../../terminal/fake-tty.js";

const host = makeHost("web1");

interface Watched {
  /** What the check sees in each round; the last again and again. */
  readonly seen: readonly string[];
  readonly store?: Partial<CheckStore>;
  readonly signal?: AbortSignal;
  readonly observe?: () => Promise<unknown>;
}

function watch({ seen, store, signal = new AbortController().signal, observe }: Watched) {
  const tty = new FakeTty();
  let round = 0;
  const probe = fakeProbe(observe ?? (async () => seen[Math.min(round++, seen.length - 1)]));
  const context = {
    global: {},
    env: {},
    signal,
    now: () => new Date("2026-01-01T09:00:00Z"),
    terminal: { colours: async () => new Chalk({ level: 0 }) },
    ports: async () => ({}) as Ports,
    checkStore: async () => store as CheckStore,
  } as unknown as CommandContext;
  const chosen = { inventory: makeInventory([host]), checks: [planned(host, "front", probe)] };
  const options = { everyMs: 3_600_000, keep: store !== undefined };
  const status = watchChecks(context, chosen, options, (events) => openScreen(events, tty));
  return { tty, status };
}

describe("itom check --watch", () => {
  it("makes rounds, shows changes, and quits with the status of the last", async () => {
    const { tty, status } = watch({ seen: ["fine", "broken"] });
    await tty.until("1 OK");
    await tty.until("next at");
    tty.press("r");
    await tty.until("*09:00:00 was OK broken");
    await tty.until("round 2 at");
    tty.press("q");
    expect(await status).toBe(2);
    expect(tty.output.written).toMatch(/\?1049l$/);
    expect(tty.input.raw).toBe(false);
  });

  it("explains the selected result", async () => {
    const { tty, status } = watch({ seen: ["broken"] });
    await tty.until("next at");
    tty.press("e");
    await tty.until("written    inventory.yaml:1:1");
    await tty.until('"broken"');
    tty.press("\u0003");
    expect(await status).toBe(2);
  });

  it("records each whole round, and shows when it could not", async () => {
    const kept: StoredResult[] = [];
    const store: Partial<CheckStore> = {
      prepare: async () => undefined,
      present: async () => new Map(),
      record: async (results) => {
        kept.push(...results);
        if (kept.length > 1) throw new ItomError("STATE", "the disk is full");
      },
    };
    const { tty, status } = watch({ seen: ["fine"], store });
    await tty.until("next at");
    tty.press("r");
    await tty.until("not recorded: the disk is full");
    tty.press("q");
    expect(await status).toBe(3);
    expect(kept).toHaveLength(2);
  });

  it("proves nothing when it ends within the first round", async () => {
    const { tty, status } = watch({ seen: [], observe: () => new Promise(() => undefined) });
    await tty.until("checked 0 of 1");
    tty.press("q");
    expect(await status).toBe(130);
  });

  it("ends when the terminal is gone, and when it is told to stop", async () => {
    const lost = watch({ seen: ["fine"] });
    await lost.tty.until("next at");
    lost.tty.input.emit("end");
    expect(await lost.status).toBe(0);
    const controller = new AbortController();
    const stopped = watch({ seen: ["fine"], signal: controller.signal });
    await stopped.tty.until("next at");
    controller.abort();
    expect(await stopped.status).toBe(0);
    expect(stopped.tty.output.written).toMatch(/\?1049l$/);
  });
});

describe("itom check --watch is refused", () => {
  it.each([
    [["--watch", "30s"], {}, "stdout is none"],
    [["--watch", "30s"], { isTTY: true, env: { TERM: "dumb" } }, "TERM is dumb"],
    [["--watch", "30s", "--json"], { isTTY: true }, "--json"],
    [["--watch", "30s", "--out", "tap=x"], { isTTY: true }, "--out"],
    [["--watch", "30s", "--changed"], { isTTY: true }, "--changed"],
    [["--watch", "10ms"], { isTTY: true }, "at least 1s"],
    [["--watch", "soon"], { isTTY: true }, "duration"],
  ])("with %j %j", async (words, options, why) => {
    const cwd = await folderOf({ "inventory.yaml": "version: 1\n" });
    const { status, stdout, stderr } = await runCli(["check", ...words], { ...options, cwd });
    expect(status).toBe(64);
    expect(stdout + stderr).toContain(why);
  });
});
