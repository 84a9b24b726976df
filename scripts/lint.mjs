// Runs every linter, prints what failed, and ends with one line of counts.
import { spawnSync } from "node:child_process";

const steps = [
  ["types", "tsc", ["-p", "tsconfig.check.json"]],
  ["lint", "oxlint", ["--deny-warnings", "--quiet"]],
  ["layers", "depcruise", ["src", "bin", "--config", ".dependency-cruiser.cjs", "--output-type", "err"]],
  ["unused", "knip", ["--no-progress"]],
  [
    "format",
    "prettier",
    ["--check", "--cache", "--cache-location", ".cache/prettier", "--log-level", "warn", "."],
  ],
];

const only = process.argv.slice(2);
let failed = 0;
let passed = 0;
for (const [name, program, args] of steps) {
  if (only.length > 0 && !only.includes(name)) continue;
  const done = spawnSync(`node_modules/.bin/${program}`, args, { encoding: "utf8" });
  const text = `${done.stdout ?? ""}${done.stderr ?? ""}`;
  const modules = /\((\d+) modules/.exec(text);
  // dependency-cruiser ends well when it saw no module at all, which proves nothing.
  const empty = name === "layers" && !(modules && Number(modules[1]) > 0);
  if (done.status === 0 && !empty) {
    passed += 1;
    console.log(`ok    ${name}`);
  } else {
    failed += 1;
    console.log(`FAIL  ${name}\n${text}`);
  }
}
console.log(`lint: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
