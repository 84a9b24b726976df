import type { HostStep } from "../contract.js";
import { failed, failure, ok, skipped, warning } from "../findings.js";
import { hasShell, runCommand } from "./run-command.js";

/** What the shell-based checks use. */
const tools = ["awk", "cat", "date", "df", "grep", "ps", "sed", "stat", "tr", "uname"];

const script = `echo "itom:$(uname -s) $(uname -r) $(uname -m)"
for tool in ${tools.join(" ")}; do command -v "$tool" >/dev/null 2>&1 || echo "missing:$tool"; done`;

export const shellStep: HostStep = {
  name: "shell",
  needs: ["authentication"],
  async run(input, path) {
    if (!hasShell(input)) return skipped(`connection: ${input.host.connection}`);
    try {
      const { exitCode, stdout, stderr } = await runCommand(input, path, script);
      const lines = stdout.toString("utf8").split("\n");
      const system = lines.find((line) => line.startsWith("itom:"))?.slice(5);
      if (system === undefined) {
        const said = stderr.toString("utf8").trim().split("\n")[0] ?? "";
        return failed(
          `the shell did not run our script (status ${exitCode}): ${said.slice(0, 200)}`,
          "is /bin/sh a POSIX shell there?",
        );
      }
      const missing = lines.filter((line) => line.startsWith("missing:")).map((line) => line.slice(8));
      if (missing.length === 0) return ok(system);
      return warning(`${system}; without ${missing.join(", ")}`, "checks that need them will be UNKNOWN");
    } catch (error) {
      return failure(error);
    }
  },
};
