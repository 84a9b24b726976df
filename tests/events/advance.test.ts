import { describe, expect, it } from "vitest";
import type { State } from "../../src/checks/index.js";
import { advance, type CheckEvent } from "../../src/events/advance.js";
import { flappingShare, isFlapping } from "../../src/events/flapping.js";
import type { CheckMemory } from "../../src/ports/check-store.js";

const stateOf: Record<string, State> = {
  O: "OK",
  W: "WARNING",
  C: "CRITICAL",
  U: "UNKNOWN",
  R: "UNREACHABLE",
};

/** Runs a sequence of states, and writes each run as its hardness (h or s) and its event. */
function story(states: string, confirmRuns = 1): string[] {
  let memory: CheckMemory | undefined;
  return [...states].map((letter) => {
    const step = advance(memory, { state: stateOf[letter] ?? "OK", confirmed: true }, confirmRuns);
    memory = step.memory;
    return `${step.hard ? "h" : "s"}${word(step.event)}`;
  });
}

function word(event: CheckEvent | undefined): string {
  if (!event) return "";
  return event.kind === "state" ? `:${event.from ?? "new"}` : `:${event.kind}`;
}

describe("advance", () => {
  it.each([
    ["all well is no news", "OOO", 1, ["h", "h", "h"]],
    ["a first bad state is", "CC", 1, ["h:new", "h"]],
    ["a bad state and its recovery are", "OCCO", 1, ["h", "h:OK", "h", "h:CRITICAL"]],
    ["a bad state is soft until it is confirmed", "OCCCC", 3, ["h", "s", "s", "h:OK", "h"]],
    ["what recovers while soft was never told", "OCCO", 3, ["h", "s", "s", "h"]],
    ["a recovery is at once", "CCCO", 3, ["s", "s", "h:new", "h:CRITICAL"]],
    ["bad states count together", "OWCU", 3, ["h", "s", "s", "h:OK"]],
    ["a hard state that gets worse is news at once", "OWWC", 2, ["h", "s", "h:OK", "h:WARNING"]],
  ])("%s", (_what, states, confirmRuns, expected) => {
    expect(story(states, confirmRuns)).toEqual(expected);
  });

  it("is soft while this run's tries have not confirmed it", () => {
    expect(advance(undefined, { state: "CRITICAL", confirmed: false }, 1)).toMatchObject({ hard: false });
    expect(advance(undefined, { state: "CRITICAL", confirmed: false }, 1).event).toBeUndefined();
  });

  it("tells once that it flaps, is silent then, and tells when it has come to rest", () => {
    const told = story(`${"O".repeat(20)}${"CO".repeat(6)}${"O".repeat(20)}`).filter(
      (step) => step.length > 1,
    );
    expect(told.slice(0, 4)).toEqual(["h:OK", "h:CRITICAL", "h:OK", "h:CRITICAL"]);
    expect(told.filter((step) => step.endsWith("flapping"))).toHaveLength(1);
    expect(told.at(-1)).toBe("h:steady");
  });
});

describe("flapping", () => {
  it.each([
    ["", 0],
    ["OOOOOOOOOOOOOOOOOOOOO", 0],
    ["OC", 5.9],
    ["OCOCOCOCOCOCOCOCOCOCO", 99],
    ["COOOOOOOOOOOOOOOOOOOO", 4],
  ])("%j has changed %d %%", (recent, share) => expect(flappingShare(recent)).toBeCloseTo(share, 5));

  it("begins above 30 % and ends below 25 %", () => {
    const between = `${"O".repeat(16)}COCOC`;
    expect(flappingShare(between)).toBeGreaterThan(25);
    expect(flappingShare(between)).toBeLessThan(30);
    expect([isFlapping(between, false), isFlapping(between, true)]).toEqual([false, true]);
  });
});
