import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { startDemoNetwork, type DemoNetwork } from "../../../src/demo/network/index.js";

/** The embedded network for one test file; `folder` is there while its tests run. */
export function demoNetwork(): { folder: string } {
  const demo = { folder: "" };
  let network: DemoNetwork | undefined;
  beforeAll(async () => {
    demo.folder = mkdtempSync(join(tmpdir(), "itom-consumers-"));
    network = await startDemoNetwork(demo.folder);
  });
  afterAll(async () => {
    await network?.close();
    rmSync(demo.folder, { recursive: true, force: true });
  });
  return demo;
}
