import { describe, expect, it } from "vitest";
import { judgeWritten, printed } from "./output.js";

const four = "load 1.68 6.06 0.46 3/99 7248\ncpus 0-3\n";

describe("load", () => {
  it.each([
    [{}, four, "OK", "load 1.68, 6.06, 0.46 on 4 processors"],
    [{}, "load 9.00 9.00 9.00 3/99 7\ncpus 0-3\n", "WARNING", "load5 per processor 2.25 > 2"],
    [{}, "load 17.00 17.00 17.00 3/99 7\ncpus 0,2-4\n", "CRITICAL", "load5 per processor 4.25 > 4"],
    [{ warn: 1.5 }, four, "WARNING", "load5 per processor 1.52 > 1.5"],
    [{ warn: 6, per_cpu: false }, four, "WARNING", "load5 6.06 > 6"],
    [{ crit: [1, 9, 9], per_cpu: false }, four, "CRITICAL", "load1 1.68 > 1"],
    [{ crit: ["~:9", "~:9", "0.5:"], per_cpu: false }, four, "CRITICAL", "load15 0.46 < 0.5"],
    [{ per_cpu: false }, "load 1.00 2.00 3.00 1/2 3\ncount\n", "OK", "load 1.00, 2.00, 3.00"],
    [{}, "load 1.00 2.00 3.00 1/2 3\ncount 2\n", "OK", "load 1.00, 2.00, 3.00 on 2 processors"],
    [{}, "load 1.00 2.00 3.00 1/2 3\ncount\n", "UNKNOWN", "the number of processors could not be determined"],
    [
      {},
      "load 1.00 2.00 3.00 1/2 3\ncpus 3-0\n",
      "UNKNOWN",
      "the number of processors could not be determined",
    ],
    [{}, "load 1.00 2.00\ncpus 0-3\n", "UNKNOWN", "/proc/loadavg could not be read: load 1.00 2.00"],
    [{}, "", "UNKNOWN", "/proc/loadavg could not be read: the host printed nothing"],
  ])("%j judges", (written, output, state, summary) => {
    expect(judgeWritten("load", written, output)).toMatchObject({ state, summary });
  });

  it("gives the three loads as values", () => {
    expect(judgeWritten("load", { warn: [1, 2, 3] }, four).values).toEqual([
      { label: "load1", value: 0.42, unit: "", warn: "1" },
      { label: "load5", value: 1.515, unit: "", warn: "2" },
      { label: "load15", value: 0.115, unit: "", warn: "3" },
    ]);
  });

  it("is UNKNOWN where the script failed", () => {
    expect(judgeWritten("load", {}, printed(four, { exitCode: 2 })).state).toBe("UNKNOWN");
  });
});
