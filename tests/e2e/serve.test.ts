import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { listeningOn } from "./support/listening-on.js";
import { startItom } from "./support/itom.js";
import { scratchFolders } from "../state/scratch.js";

vi.setConfig({ testTimeout: 120_000 });

const scratch = scratchFolders();
const children: ChildProcess[] = [];
const servers: Server[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A target that counts how often it is asked, an inventory that checks it, and itom serving the results. */
async function serveOne(interval: string) {
  const asked = { times: 0, status: 200 };
  const target = createServer((_request, response) => {
    asked.times += 1;
    response.writeHead(asked.status).end("ok\n");
  }).listen(0, "127.0.0.1");
  servers.push(target);
  await once(target, "listening");
  const bound = target.address();
  const port = typeof bound === "object" ? bound?.port : undefined;
  const file = join(scratch(), "inventory.yaml");
  const inventory = `version: 1
hosts: { here: { address: 127.0.0.1, connection: none } }
checks: [{ on: here, id: front, type: http, url: "http://127.0.0.1:${port}/" }]
`;
  writeFileSync(file, inventory);
  const itom = startItom(["-i", file, "check", "--serve", "127.0.0.1:0", "--interval", interval]);
  children.push(itom);
  const url = await listeningOn(itom);
  return { asked, url, file, inventory, itom };
}

async function scrape(url: string): Promise<string> {
  return (await fetch(`${url}/metrics`)).text();
}

/** Scrapes until the answer is as wanted; the test's own time limit ends a wait for what never comes. */
async function scrapeUntil(url: string, wanted: RegExp): Promise<string> {
  for (;;) {
    const text = await scrape(url);
    if (wanted.test(text)) return text;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("itom check --serve", () => {
  test("asks the target once however often it is scraped, and ends well on SIGTERM", async () => {
    const { asked, url, itom } = await serveOne("1h");
    const text = await scrapeUntil(url, /^itom_run_ok 1$/m);
    expect(text).toContain('itom_check_state{host="here",check="front",type="http"} 0\n');
    expect(text).toMatch(/^itom_results_age_seconds [\d.e-]+$/m);
    await Promise.all(Array.from({ length: 30 }, () => scrape(url)));
    expect(asked.times).toBe(1);
    const closed = once(itom, "close");
    itom.kill("SIGTERM");
    expect(await closed).toEqual([0, null]);
  });

  test("shows what changes, and nothing old while runs fail", async () => {
    const { asked, url, file, inventory, itom } = await serveOne("100ms");
    let told = "";
    itom.stderr?.on("data", (more: string) => void (told += more));
    await scrapeUntil(url, /^itom_check_state\{host="here",.*\} 0$/m);
    asked.status = 500;
    await scrapeUntil(url, /^itom_check_state\{host="here",.*\} 2$/m);
    writeFileSync(file, "version: 1\nhosts: [\n");
    const failed = await scrapeUntil(url, /^itom_run_ok 0$/m);
    expect(failed).not.toContain("itom_check_state");
    expect(failed).toMatch(/^itom_run_failures_total [1-9]/m);
    expect((await fetch(`${url}/healthz`)).status).toBe(503);
    writeFileSync(file, inventory);
    expect(await scrapeUntil(url, /^itom_run_ok 1$/m)).toContain("itom_check_state");
    expect(told).toContain("inventory.yaml:");
  });
});
