// Sets a checkout up: installs packages when the lock file changed, builds with --build. Says nothing when nothing is to be done.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { usableCache } from "./npm-cache.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const quiet = process.argv.includes("--quiet");
const say = (text) => quiet || console.error(text);

function run(command, args, env = process.env) {
  const done = spawnSync(command, args, { cwd: root, env, stdio: ["ignore", quiet ? "pipe" : 2, 2] });
  if (done.status === 0) return;
  if (quiet && done.stdout) process.stderr.write(done.stdout);
  console.error(`setup: ${command} ${args.join(" ")} failed`);
  process.exit(1);
}

/** One digest of what `make` reads, kept in a stamp file, so that nothing is done twice. */
function whenChanged(stamp, digest, make) {
  const file = join(root, ".cache", stamp);
  if (existsSync(file) && readFileSync(file, "utf8") === digest) return false;
  make();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, digest);
  return true;
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function digestOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}

function removeStale() {
  // A deleted source must not live on in dist.
  const dist = join(root, "dist");
  if (!existsSync(dist)) return;
  for (const file of filesBelow(dist).filter((path) => path.endsWith(".js"))) {
    const source = join(root, "src", file.slice(dist.length + 1).replace(/\.js$/, ".ts"));
    if (!existsSync(source)) rmSync(file);
  }
}

const lock = join(root, "package-lock.json");
if (existsSync(lock)) {
  const digest = digestOf([lock]) + process.version.split(".")[0];
  const installed = existsSync(join(root, "node_modules", "typescript"));
  whenChanged(installed ? "setup-install" : "setup-none", digest, () => {
    say("installing packages…");
    if (installed && sameLock()) return;
    const wanted = process.env.npm_config_cache ?? join(homedir(), ".npm");
    const env = { ...process.env, npm_config_cache: usableCache(wanted, join(root, ".cache", "npm")) };
    run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], env);
  });
}

/** npm keeps its own copy of the lock inside node_modules: equal versions need no second install. */
function sameLock() {
  const hidden = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;
  const have = JSON.parse(readFileSync(hidden, "utf8")).packages;
  const want = JSON.parse(readFileSync(lock, "utf8")).packages;
  return Object.entries(want).every(
    ([path, p]) => path === "" || p.optional || have[path]?.version === p.version,
  );
}

if (process.argv.includes("--build") && existsSync(join(root, "node_modules", "typescript"))) {
  const bundler = join(root, "scripts", "bundle-start.mjs");
  const digest = digestOf([...filesBelow(join(root, "src")), join(root, "tsconfig.json"), bundler]);
  if (!existsSync(join(root, "dist", "start.js"))) rmSync(join(root, ".cache/setup-build"), { force: true });
  whenChanged("setup-build", digest, () => {
    say("building…");
    if (!existsSync(join(root, "dist"))) rmSync(join(root, ".cache/tsc-build.tsbuildinfo"), { force: true });
    run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.json"]);
    removeStale();
    run(process.execPath, [bundler]);
    const size = statSync(join(root, "dist", "start.js")).size;
    if (size === 0) throw new Error("dist/start.js is empty");
  });
}
