// Compiles the benchmark (Node 20 reads no TypeScript) and runs it: `npm run bench -- --help`.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const compiler = join(root, "node_modules/typescript/bin/tsc");
const built = spawnSync(process.execPath, [compiler, "-p", join(root, "bench/tsconfig.json")], {
  stdio: "inherit",
});
if (built.status !== 0) process.exit(1);
const { main } = await import("../.cache/bench/bench/main.js");
process.exitCode = await main(process.argv.slice(2));
