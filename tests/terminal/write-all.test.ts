import { expect, test } from "vitest";
import { writeAll } from "../../src/terminal/write-all.js";

test("what a short write left over is written after it", () => {
  const written: number[] = [];
  writeAll(7, "größer", (fd, bytes) => {
    expect(fd).toBe(7);
    const some = bytes.subarray(0, 3);
    written.push(...some);
    return some.length;
  });
  expect(Buffer.from(written).toString()).toBe("größer");
});

test("a disk that is full after the first bytes is an error", () => {
  let calls = 0;
  const fill = (): number => {
    calls += 1;
    if (calls === 1) return 2;
    throw new Error("ENOSPC: no space left on device, write");
  };
  expect(() => writeAll(1, "some text", fill)).toThrow("ENOSPC");
});
