import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBackground } from "./lib/background.js";
import { speedUp, type Figure } from "./lib/figure.js";
import { interleave } from "./lib/interleave.js";
import { measure, type Measured } from "./lib/measure.js";
import type { BenchOptions } from "./lib/options.js";
import { root } from "./lib/root.js";

const hosts = 500;
const checksPerHost = 10;
const checks = hosts * checksPerHost;
/** `itom check` as it comes: 50 targets at once, and 8 probes on each. */
const atOnce = "400";
const blackboxPort = "19115";

interface Scene {
  readonly folder: string;
  readonly urls: string;
}

/** 5,000 HTTP checks, of ten paths on each of 500 addresses, against what one would use instead. */
export async function http(options: BenchOptions): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "itom-bench-"));
  const server = await startBackground(process.execPath, [join(import.meta.dirname, "sides/http-server.js")]);
  const blackbox = await startBackground(
    "prometheus-blackbox-exporter",
    [`--web.listen-address=127.0.0.1:${blackboxPort}`, `--config.file=${writeModules(folder)}`],
    /^.*[Ll]istening.*$/m,
  );
  try {
    const scene = writeScene(folder, server.firstLine);
    return [
      await against(scene, options, 0.6, "a bare http.get loop", bareLoop(scene)),
      await against(scene, options, 1.5, "blackbox_exporter", askBlackbox(scene)),
      await against({ ...scene }, { ...options, rounds: 3 }, 5, "check_http, forked", forkPlugins(scene)),
    ];
  } finally {
    await blackbox.stop();
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

async function against(
  scene: Scene,
  options: BenchOptions,
  bound: number,
  name: string,
  command: [string, ...string[]],
): Promise<Figure> {
  const { ours, peer } = await interleave(
    options.rounds ?? 5,
    async () => verifyOurs(await measure(ourCommand(), { cwd: scene.folder })),
    async () => verifyPeer(await measure(command)),
  );
  const what = `5,000 HTTP checks against ${name}`;
  return speedUp({ bench: "http", what, unit: "ms", ours: ours.wallMs, peer: peer.wallMs, bound });
}

function ourCommand(): [string, ...string[]] {
  return [process.execPath, join(root, "bin/itom.js"), "check", "--no-record", "--json"];
}

function bareLoop({ urls }: Scene): [string, ...string[]] {
  return [process.execPath, join(import.meta.dirname, "peers/bare-http.js"), urls, atOnce];
}

function askBlackbox({ urls }: Scene): [string, ...string[]] {
  const program = join(import.meta.dirname, "peers/ask-blackbox.js");
  return [process.execPath, program, urls, atOnce, blackboxPort];
}

/** 32 at once is where more no longer helps on two cores. */
function forkPlugins({ urls }: Scene): [string, ...string[]] {
  const plugin = `/usr/lib/nagios/plugins/check_http -H "$1" -p "$2" -u "$3" -t 10`;
  const split = `sed -E 's,http://([^:]+):([0-9]+)(.*),\\1 \\2 \\3,' ${urls}`;
  return ["sh", "-c", `${split} | xargs -P 32 -L 1 sh -c 'exec ${plugin}' check | grep -c '^HTTP OK'`];
}

function writeScene(folder: string, port: string): Scene {
  const addresses = Array.from(
    { length: hosts },
    (_, index) => `127.7.${Math.floor(index / 250)}.${(index % 250) + 1}`,
  );
  const paths = Array.from({ length: checksPerHost }, (_, index) => `/path/${index}`);
  const inventory = [
    "version: 1",
    "hosts:",
    ...addresses.map((address, index) => `  h${index}: { address: ${address} }`),
    "checks:",
    ...paths.map((path, index) => entryOf(index, `http://{{ address }}:${port}${path}`)),
  ];
  writeFileSync(join(folder, "inventory.yaml"), `${inventory.join("\n")}\n`);
  const urls = join(folder, "urls");
  const all = addresses.flatMap((address) => paths.map((path) => `http://${address}:${port}${path}`));
  writeFileSync(urls, `${all.join("\n")}\n`);
  return { folder, urls };
}

function entryOf(index: number, url: string): string {
  return `  - { on: all, id: http${index}, type: http, url: "${url}", expect: { status: 200 }, warn: 5s, crit: 8s }`;
}

function writeModules(folder: string): string {
  const file = join(folder, "blackbox.yml");
  writeFileSync(
    file,
    "modules: { http_2xx: { prober: http, timeout: 10s, http: { preferred_ip_protocol: ip4 } } }\n",
  );
  return file;
}

/** A run that is quick because its checks did not work proves nothing. */
function verifyOurs(sample: Measured): Measured {
  const { results } = JSON.parse(sample.stdout) as { results: { state: string; summary: string }[] };
  const bad = results.filter(({ state }) => state !== "OK");
  if (results.length !== checks || bad.length > 0)
    throw new Error(`${results.length} results, ${bad.length} not OK: ${JSON.stringify(bad.slice(0, 2))}`);
  return sample;
}

function verifyPeer(sample: Measured): Measured {
  if (Number(sample.stdout) !== checks) throw new Error(`the peer got ${sample.stdout.trim()} good answers`);
  return sample;
}
