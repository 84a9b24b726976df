import { expect, test } from "vitest";
import { BoundedOutput } from "../../../src/connections/shell/bounded-output.js";

test("keeps the first bytes and says that more came", () => {
  const output = new BoundedOutput(5);
  output.push(Buffer.from("abc"));
  expect([output.value().toString(), output.truncated]).toEqual(["abc", false]);
  output.push(Buffer.from("de"));
  expect([output.value().toString(), output.truncated]).toEqual(["abcde", false]);
  output.push(Buffer.from("f"));
  expect([output.value().toString(), output.truncated]).toEqual(["abcde", true]);
});

test("a limit of nothing keeps nothing", () => {
  const output = new BoundedOutput(0);
  output.push(Buffer.from("a"));
  expect([output.value().length, output.truncated]).toEqual([0, true]);
});
