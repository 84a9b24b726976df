import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { diffScreens } from "../../src/terminal/screen-diff.js";
import { openScreen } from "../../src/terminal/screen.js";
import { FakeTty } from "./fake-tty.js";

const row = (line: number, text: string): string => `\u001B[${line};1H\u001B[K${text}\u001B[0m`;

describe("diffScreens", () => {
  it("writes only what changed, and clears what is gone", () => {
    expect(diffScreens(["a", "b", "c"], ["a", "B"])).toBe(row(2, "B") + row(3, ""));
    expect(diffScreens(["a"], ["a"])).toBe("");
  });

  it("makes of any screen any other", () => {
    const lines = fc.array(fc.stringMatching(/^[a-c]{0,3}$/), { maxLength: 6 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const screen = [...before, ...after.map(() => "")];
        for (const [, line = "", text = ""] of diffScreens(before, after).matchAll(
          /\[(\d+);1H\u001B\[K([a-c]*)/g,
        ))
          screen[Number(line) - 1] = text;
        while (screen.at(-1) === "") screen.pop();
        while (after.at(-1) === "") after.pop();
        expect(screen).toEqual(after);
      }),
    );
  });
});

function open(tty = new FakeTty()) {
  const events = { onKey: vi.fn(), onResize: vi.fn(), onLost: vi.fn() };
  return { tty, events, screen: openScreen(events, tty) };
}

describe("openScreen", () => {
  it("takes the terminal over and gives it back", () => {
    const { tty, screen } = open();
    expect(tty.input).toMatchObject({ raw: true, flowing: true });
    expect(tty.take()).toContain("\u001B[?1049h");
    screen.close();
    screen.close();
    expect(tty.take()).toBe("\u001B[?7h\u001B[?25h\u001B[?1049l");
    expect(tty.input).toMatchObject({ raw: false, flowing: false });
    expect(tty.exitTasks.size).toBe(0);
  });

  it("gives it back when the process exits without closing", () => {
    const { tty } = open();
    for (const task of tty.exitTasks) task();
    expect(tty.take()).toContain("\u001B[?1049l");
  });

  it("draws only what differs, and all of it after a new size", () => {
    const { tty, screen, events } = open();
    tty.take();
    screen.draw(["a", "b"]);
    tty.take();
    screen.draw(["a", "c"]);
    expect(tty.take()).toBe(row(2, "c"));
    tty.output.rows = 1;
    tty.output.emit("resize");
    expect(events.onResize).toHaveBeenCalledOnce();
    screen.draw(["a", "c"]);
    expect(tty.take()).toBe(`\u001B[2J${row(1, "a")}`);
  });

  it("takes a size of nothing for an unknown one", () => {
    const { tty, screen } = open();
    tty.output.columns = 0;
    tty.output.rows = undefined;
    expect(screen.size()).toEqual({ columns: 80, rows: 24 });
  });

  it("reads keys that come in pieces", () => {
    const { tty, events } = open();
    tty.press("\u001B[");
    tty.press("Aé".slice(0, 1));
    tty.input.emit("data", Buffer.from([0xc3]));
    tty.input.emit("data", Buffer.from([0xa9]));
    expect(events.onKey.mock.calls).toEqual([[{ name: "up" }], [{ name: "text", text: "é" }]]);
  });

  it.each([
    ["input ends", (tty: FakeTty) => tty.input.emit("end")],
    ["input fails", (tty: FakeTty) => tty.input.emit("error", new Error("EIO"))],
    ["output fails", (tty: FakeTty) => tty.output.emit("error", new Error("EPIPE"))],
    ["output closes", (tty: FakeTty) => tty.output.emit("close")],
  ])("says once that the terminal is lost when its %s, and writes no more", (_, lose) => {
    const { tty, events, screen } = open();
    tty.take();
    lose(tty);
    lose(tty);
    expect(events.onLost).toHaveBeenCalledOnce();
    screen.draw(["a"]);
    screen.close();
    lose(tty);
    expect(tty.take()).toBe("");
  });

  it("notices at the next drawing that output is no longer writable", () => {
    const { tty, events, screen } = open();
    tty.output.writable = false;
    screen.draw(["a"]);
    expect(events.onLost).toHaveBeenCalledOnce();
  });

  it("shows without keys where input is no terminal", () => {
    const tty = new FakeTty();
    tty.input.isTTY = undefined;
    open(tty);
    expect(tty.input).toMatchObject({ raw: false, flowing: false });
  });
});
