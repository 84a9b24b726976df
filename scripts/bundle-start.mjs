// Joins what itom loads in few files, dist/start.js and dist/joined/: Node takes most of a millisecond for each file. What every start
// needs is in start.js, and what a command loads when it runs stays in files that it loads then. Everything that runs is in these files,
// so that no module exists twice; what is heavy and rarely needed stays in node_modules.
import { rmSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const dist = join(fileURLToPath(new URL("..", import.meta.url)), "dist");

/** What may be in the one file that every start reads. */
const allowed =
  /^(?:main|cli\/[a-z-]+|commands\/[a-z-]+\/command|terminal\/[a-z-]+)\.js$|^\.\.\/.*\/commander\//;

/** Small packages that nearly every command needs. */
const joinedPackages = new Set(["commander", "p-limit", "yocto-queue", "yaml", "zod", "chalk"]);

const isExternal = (id) => {
  const name = /^(?:@[^/]+\/)?[a-z][^/:]*/.exec(id)?.[0];
  return id.startsWith("node:") || (name !== undefined && !joinedPackages.has(name));
};

const bundle = await rolldown({
  input: { start: join(dist, "main.js") },
  platform: "node",
  // Parts that load later take what start.js has from there.
  preserveEntrySignatures: "allow-extension",
  external: isExternal,
  // That a module is loaded with import() in one place and otherwise in another is no mistake.
  checks: { ineffectiveDynamicImport: false },
});
rmSync(join(dist, "joined"), { recursive: true, force: true });
const { output } = await bundle.write({
  dir: dist,
  format: "esm",
  comments: false,
  entryFileNames: "[name].js",
  // As deep as the commands' own files, so that addresses relative to a file stay true.
  chunkFileNames: "joined/parts/[name].js",
  // Parts of their own, so that it can be seen who loads them.
  codeSplitting: {
    groups: ["zod", "yaml"].map((name) => ({ name, test: new RegExp(`/node_modules/${name}/`) })),
  },
});
const start = output.find((chunk) => chunk.fileName === "start.js");
const ids = (start?.moduleIds ?? []).filter((id) => id.startsWith("/"));
const foreign = ids.map((id) => relative(dist, id)).filter((id) => !allowed.test(id));
if (ids.length === 0 || foreign.length > 0) throw new Error(`every start would load ${foreign.join(", ")}`);
