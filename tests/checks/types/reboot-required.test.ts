import { describe, expect, it } from "vitest";
import { judgeWritten, printed } from "./output.js";
import { runWritten, shells } from "./real-shells.js";

describe("reboot-required", () => {
  it.each([
    [{}, "none flag\n", "OK", "no reboot is due"],
    [
      {},
      "due flag\npkg linux-image\npkg libc6\npkg libc6\n",
      "WARNING",
      "a reboot is due: linux-image, libc6",
    ],
    [{ state: "critical" }, "due flag\n", "CRITICAL", "a reboot is due: the system says so"],
    [
      {},
      "none flag\nnewer 6.1.0-9 6.1.0-8\n",
      "WARNING",
      "a reboot is due: the kernel 6.1.0-9 is installed, but 6.1.0-8 runs",
    ],
    [{}, "due kernel 6.1\n", "WARNING", "a reboot is due: the running kernel 6.1 is not installed any more"],
    [{}, "none kernel 6.1\n", "OK", "no reboot is due"],
    [
      {},
      "nr Core libraries\nnr Reboot is required to fully utilize these updates.\n",
      "WARNING",
      "a reboot is due: needs-restarting says so",
    ],
    [{}, "nr Reboot should not be necessary.\n", "OK", "no reboot is due"],
    [
      {},
      "nr Traceback (most recent call last)\n",
      "UNKNOWN",
      "the host does not say whether a reboot is due",
    ],
    [{}, "", "UNKNOWN", "the host does not say whether a reboot is due"],
  ])("%j judges %j", (written, output, state, summary) => {
    expect(judgeWritten("reboot-required", written, output)).toMatchObject({ state, summary });
  });

  it("is UNKNOWN where the script failed", () => {
    expect(judgeWritten("reboot-required", {}, printed("none flag\n", { exitCode: 2 })).state).toBe(
      "UNKNOWN",
    );
  });

  it.each(shells)("runs in $name", async ({ command }) => {
    expect((await runWritten(command, "reboot-required", {})).exitCode).toBe(0);
  });
});
