// Joins what every start of itom loads (the command line and the commands' specifications) in one file, dist/start.js: Node takes most
// of a millisecond for each file. What is loaded when a command runs stays as it is.
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const dist = join(fileURLToPath(new URL("..", import.meta.url)), "dist");

/** A module in two files exists twice: only what has no state and no classes of its own may be in this one. */
const allowed =
  /^(?:main|cli\/[a-z-]+|commands\/[a-z-]+\/command|terminal\/[a-z-]+)\.js$|^\.\.\/.*\/commander\//;

const loadedLater = {
  name: "loaded-later",
  async resolveId(source, importer, { kind }) {
    if (kind !== "dynamic-import" || !source.startsWith(".")) return null;
    const resolved = await this.resolve(source, importer, { skipSelf: true });
    return { id: resolved.id, external: true };
  },
};

const bundle = await rolldown({
  input: join(dist, "main.js"),
  platform: "node",
  external: (id) => /^[a-z@]/.test(id) && id !== "commander",
  plugins: [loadedLater],
});
const { output } = await bundle.write({ file: join(dist, "start.js"), format: "esm", comments: false });
const ids = output.flatMap((chunk) => chunk.moduleIds ?? []).filter((id) => id.startsWith("/"));
const foreign = ids.map((id) => relative(dist, id)).filter((id) => !allowed.test(id));
if (foreign.length > 0) throw new Error(`every start would load ${foreign.join(", ")}`);
