import { expect, it } from "vitest";
import { runChecks } from "../../../src/checks/run/run-checks.js";
import type { ShellPort, ShellRequest } from "../../../src/ports/shell.js";
import { fakeShell, makeRun, planned } from "../../support/fake-checks.js";
import { makeHost } from "../../support/hosts.js";
import { feed } from "../script/shells.js";

/** A shell of this machine, and what was asked of it. */
function localShell(requests: ShellRequest[]): ShellPort {
  return {
    connect: () =>
      Promise.resolve({
        description: "here",
        connectMs: 500,
        async run(request) {
          requests.push(request);
          const { stdout, code } = await feed(["sh", "-c", request.command], String(request.stdin));
          return { exitCode: code, stdout, stderr: Buffer.alloc(0), truncated: false, durationMs: 1 };
        },
        close: () => Promise.resolve(),
      }),
    close: () => Promise.resolve(),
  };
}

it("ends the script before the host's own time is up, so that what was checked is kept", async () => {
  const requests: ShellRequest[] = [];
  const host = makeHost("h", { timeoutMs: 20_000 });
  const check = planned(host, "long", fakeShell("echo fine"), { timeoutMs: 600_000 });
  const results = await runChecks([check], makeRun({ shell: localShell(requests) }));
  expect(results).toMatchObject([{ state: "OK" }]);
  // 20 s less 0.5 s to connect and 3 s to end, plus the port's own margin; without the bound it would be 611 s.
  expect(requests[0]?.timeoutMs).toBe(26_500);
  expect(requests[0]?.stdin).toContain(" B=17 ");
});
