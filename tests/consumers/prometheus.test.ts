import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { startItom } from "../e2e/support/itom.js";
import { listeningOn } from "../e2e/support/listening-on.js";
import { consume, until } from "./support/consume.js";
import { demoNetwork } from "./support/demo.js";

const demo = demoNetwork();
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) {
    const closed = once(child, "close");
    child.kill("SIGTERM");
    await closed;
  }
});

/** Prometheus on a free port of loopback; resolves with its address. */
async function startPrometheus(folder: string): Promise<string> {
  const words = [`--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/tsdb`];
  const child = spawn("prometheus", [...words, "--web.listen-address=127.0.0.1:0"]);
  children.push(child);
  let told = "";
  child.stderr.setEncoding("utf8").on("data", (more: string) => void (told += more));
  child.on("error", (error) => void (told += String(error)));
  const port = await until(() => {
    if (child.exitCode !== null || told.includes("ENOENT")) throw new Error(`prometheus ended: ${told}`);
    return /[Ll]istening on.*127\.0\.0\.1:(\d+)/.exec(told)?.[1];
  });
  return `http://127.0.0.1:${port}`;
}

/** The value of one series; undefined while there is none. */
async function query(url: string, expression: string): Promise<string | undefined> {
  const answer = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(expression)}`);
  const { data } = (await answer.json()) as { data?: { result?: { value: [number, string] }[] } };
  return data?.result?.[0]?.value[1];
}

test("Prometheus scrapes itom check --serve, and its rules can stand on the metrics", async () => {
  const itom = startItom(["check", "--no-record", "--serve", "127.0.0.1:0", "--interval", "1h"], {
    cwd: demo.folder,
  });
  children.push(itom);
  const target = (await listeningOn(itom)).replace("http://", "");
  const config = join(demo.folder, "prometheus.yml");
  writeFileSync(
    config,
    `global: { scrape_interval: 500ms, scrape_timeout: 400ms }
scrape_configs: [{ job_name: itom, static_configs: [{ targets: ["${target}"] }] }]
`,
  );
  expect(consume("promtool", ["check", "config", config]).status).toBe(0);
  const url = await startPrometheus(demo.folder);
  expect(await until(() => query(url, 'itom_check_state{host="db1",check="disk"}'))).toBe("2");
  expect(await query(url, 'up{job="itom"}')).toBe("1");
  expect(await query(url, 'count(itom_check_state{host=~"web.",check="nginx"} == 0)')).toBe("3");
  expect(await query(url, 'itom_check_value{host="db1",check="disk",label="/var",unit="%"}')).toBe("97");
  expect(Number(await query(url, "itom_results_age_seconds"))).toBeGreaterThan(0);
  expect(await query(url, "itom_runs_total")).toBe("1");
});
