#!/usr/bin/env node
import process from "node:process";
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`itom needs Node.js 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 78;
} else if (!existsSync(new URL("../dist/start.js", import.meta.url))) {
  const clone = fileURLToPath(new URL("..", import.meta.url));
  process.stderr.write(`itom is not built: npm run build in ${clone}\n`);
  process.exitCode = 78;
} else {
  // The compile cache exists from Node 22 on.
  module.enableCompileCache?.();
  const { main } = await import("../dist/start.js");
  process.exitCode = await main(process.argv.slice(2));
}
