import { describe, expect, it } from "vitest";
import { runShellChecks } from "../../../src/checks/script/run-script.js";
import { process as processType } from "../../../src/checks/types/process.js";
import type { ShellRequest, ShellSession } from "../../../src/ports/shell.js";
import { planned } from "../../support/fake-checks.js";
import { makeHost } from "../../support/hosts.js";
import { feed, shells } from "./shells.js";

describe.each(shells)("several checks of processes, in $name", ({ command }) => {
  it("share one list, and each finds its own in it", async () => {
    const scripts: string[] = [];
    const run = async (request: ShellRequest) => {
      scripts.push(String(request.stdin));
      const { stdout, code } = await feed(command, String(request.stdin));
      return { stdout, stderr: Buffer.alloc(0), exitCode: code, truncated: false, durationMs: 1 };
    };
    const session: ShellSession = { description: "", connectMs: 0, run, close: async () => undefined };
    const written = [{ name: "node" }, { name: "no-such-daemon" }, { args: "vitest" }];
    const checks = written.map((each, index) =>
      planned(makeHost("h"), `c${index}`, processType, { options: processType.options.parse(each) }),
    );
    const outcomes = await runShellChecks(session, checks, { signal: new AbortController().signal });
    expect(scripts.join("").match(/ps -ww/g)).toHaveLength(1);
    const counts = checks.map((check) => {
      const output = outcomes.get(check);
      if (!output || !("stdout" in output)) throw new Error(JSON.stringify(output));
      return processType.evaluate(processType.options.parse(written[checks.indexOf(check)]), output);
    });
    expect(counts[0]?.state).toBe("OK");
    expect(counts[1]).toMatchObject({ state: "CRITICAL", values: [{ label: "count", value: 0 }] });
    expect(counts[2]?.state).toBe("OK");
  });
});
