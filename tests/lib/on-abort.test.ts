import { expect, test } from "vitest";
import { begin } from "../../src/lib/begin.js";
import { onAbort } from "../../src/lib/on-abort.js";

test("every callback that was not taken away is called once", () => {
  const controller = new AbortController();
  const called: string[] = [];
  onAbort(controller.signal, () => called.push("a"));
  const forget = onAbort(controller.signal, () => called.push("b"));
  onAbort(controller.signal, () => called.push("c"));
  forget();
  controller.abort();
  controller.abort();
  expect(called).toEqual(["a", "c"]);
});

test("two signals don't meet", () => {
  const [one, other] = [new AbortController(), new AbortController()];
  const called: string[] = [];
  onAbort(one.signal, () => called.push("one"));
  onAbort(other.signal, () => called.push("other"));
  other.abort();
  expect(called).toEqual(["other"]);
});

test("what is thrown at once rejects as what is thrown later does", async () => {
  const atOnce = (): Promise<void> => {
    throw new Error("at once");
  };
  await expect(begin(atOnce, undefined)).rejects.toThrow("at once");
  expect(await begin(async (given: number) => given + 1, 1)).toBe(2);
});
