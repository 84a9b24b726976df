// Prints `passed failed` of a vitest JSON report; a file that could not be loaded counts as one failed test.
import { readFileSync } from "node:fs";

function count(file) {
  try {
    const report = JSON.parse(readFileSync(file, "utf8"));
    const broken = report.testResults.filter(
      (result) =>
        result.status === "failed" && result.assertionResults.every((test) => test.status !== "failed"),
    );
    return [report.numPassedTests, report.numFailedTests + broken.length];
  } catch {
    return [0, 1];
  }
}

process.stdout.write(`${count(process.argv[2]).join(" ")}\n`);
