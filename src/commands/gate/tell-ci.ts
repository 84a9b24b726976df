import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import type { CommandContext } from "../../cli/context/context.js";
import type { GateResult } from "../../gate/index.js";
import { messageOf } from "../../lib/errors.js";
import { junit } from "../../output/check/formats/junit.js";
import type { CheckReport } from "../../output/check/report.js";
import { renderGateAnnotations, renderGateSummary } from "../../output/gate/ci.js";
import { writeWholeFile } from "../../output/write-whole-file.js";

/** In a GitHub or GitLab job: annotations, step summary and JUnit, with no option given. Elsewhere nothing. */
export async function tellCi(
  context: CommandContext,
  gate: GateResult,
  report: CheckReport,
  stdoutIsFree: boolean,
): Promise<void> {
  const { env, terminal, global } = context;
  try {
    if (env["GITHUB_ACTIONS"] === "true") {
      // The runner reads workflow commands on both streams; stdout may be somebody's document.
      const stream = stdoutIsFree && !global.json ? terminal.stdout : terminal.stderr;
      stream.write(renderGateAnnotations(gate, report));
      const summary = env["GITHUB_STEP_SUMMARY"];
      if (summary !== undefined && summary !== "") await appendFile(summary, renderGateSummary(gate, report));
    }
    if (env["GITLAB_CI"] === "true") {
      const folder = env["CI_PROJECT_DIR"] ?? context.cwd;
      await writeWholeFile(join(folder, "itom-gate.xml"), junit.render(report));
    }
  } catch (error) {
    terminal.stderr.write(`itom: the CI server was not told: ${messageOf(error)}\n`);
  }
}
