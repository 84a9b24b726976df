import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { shellHosts } from "../../src/demo/hosts.js";
import { startDemoNetwork, type DemoNetwork } from "../../src/demo/network/index.js";
import { systemctl } from "../../src/demo/programs/systemctl.js";
import { folderOf } from "../support/folder-of.js";
import { program, root, runProgram, type Answer } from "./support/itom.js";

vi.setConfig({ testTimeout: 180_000 });

let folder = "";
let network: DemoNetwork | undefined;

beforeAll(async () => {
  folder = await folderOf({});
  network = await startDemoNetwork(folder);
});

afterAll(() => network?.close());

const page = readFileSync(join(root, "docs", "ci.md"), "utf8");

/** The first block of code below a heading of docs/ci.md. */
function blockBelow(heading: string): string {
  const [, rest = ""] = page.split(`\n## ${heading}\n`);
  return /```\w+\n(.*?)```/s.exec(rest)?.[1] ?? "";
}

interface GithubJob {
  readonly jobs: { readonly deploy: { readonly steps: readonly { readonly run?: string }[] } };
}

/** The shell parts of each job, one for each step, as the CI server would run them. */
const jobs = {
  GitHub: () =>
    (parse(blockBelow("GitHub Actions")) as GithubJob).jobs.deploy.steps.flatMap(({ run }) => run ?? []),
  GitLab: () => (parse(blockBelow("GitLab CI")) as { deploy: { script: readonly string[] } }).deploy.script,
  Jenkins: () => [...blockBelow("Jenkins").matchAll(/sh '([^']+)'/g)].map(([, line = ""]) => line),
  shell: () => blockBelow("Before and after a deploy").trim().split("\n"),
} as const;

type Server = keyof typeof jobs;

const environments: Readonly<Record<Server, Readonly<Record<string, string>>>> = {
  GitHub: { GITHUB_ACTIONS: "true" },
  GitLab: { GITLAB_CI: "true" },
  Jenkins: { JENKINS_URL: "http://jenkins.invalid/" },
  shell: {},
};

/** What a deploy does to the demo's hosts. */
const deploys = {
  breaks: "printf '#!/bin/sh\\necho failed\\nexit 3\\n' >\"$DEMO/hosts/web1/bin/systemctl\"",
  "changes nothing": "true",
  mends: "printf '#!/bin/sh\\necho active\\n' >\"$DEMO/hosts/app1/bin/systemctl\"",
} as const;

/** Puts the demo's hosts into the state that they start with. */
function reset(): void {
  for (const { name, units = [] } of shellHosts) {
    writeFileSync(join(folder, "hosts", name, "bin", "systemctl"), systemctl(units));
  }
}

interface JobRun extends Answer {
  readonly cwd: string;
  /** How many steps ran, the failed one included. */
  readonly steps: number;
}

/** A job in a checkout of its own; `step` runs its next step, unless one has failed. */
async function startJob(server: Server, deploy: keyof typeof deploys) {
  const cwd = await folderOf({});
  const shims = join(cwd, ".bin");
  mkdirSync(shims);
  writeFileSync(join(shims, "itom"), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`, {
    mode: 0o755,
  });
  writeFileSync(join(cwd, "deploy.sh"), `#!/bin/sh\n${deploys[deploy]}\n`, { mode: 0o755 });
  const env = {
    ...environments[server],
    PATH: `${shims}:${process.env["PATH"]}`,
    DEMO: folder,
    ITOM_INVENTORY: join(folder, "inventory.yaml"),
    GITHUB_STEP_SUMMARY: join(cwd, "summary.md"),
    CI_PROJECT_DIR: cwd,
  };
  let job: JobRun = { status: 0, stdout: "", stderr: "", cwd, steps: 0 };
  return {
    server,
    job: () => job,
    async step(line: string) {
      if (job.status !== 0) return;
      const words = ["-e", "-c", hurried(line, deploy)];
      const { status, stdout, stderr } = await runProgram("/bin/sh", words, { cwd, env });
      job = { status, stdout: job.stdout + stdout, stderr: job.stderr + stderr, cwd, steps: job.steps + 1 };
    },
  };
}

/** Runs the jobs of all servers step by step beside each other, so that each sees the hosts as they were before any deploy. */
async function runJobs(deploy: keyof typeof deploys): Promise<Readonly<Record<Server, JobRun>>> {
  reset();
  const started = await Promise.all(servers.map((server) => startJob(server, deploy)));
  for (const step of [0, 1, 2]) {
    await Promise.all(started.map(({ server, step: run }) => run(jobs[server]()[step] ?? "false")));
  }
  return Object.fromEntries(started.map(({ server, job }) => [server, job()])) as Record<Server, JobRun>;
}

/** The same gate with times for a test: a deploy that breaks things gets its verdict at the first round. */
function hurried(line: string, deploy: keyof typeof deploys): string {
  const patience = deploy === "breaks" ? "--within 1ms" : "--within 2m";
  return line.replace("--within 5m", patience).replace("--for 30s", "--for 1ms --interval 100ms");
}

const servers = Object.keys(jobs) as Server[];

describe("the jobs of docs/ci.md", () => {
  test.each(servers)("%s saves, deploys and judges", (server) => {
    const [save, deploy, gate, ...more] = jobs[server]();
    expect(save).toBe("itom gate service:shop --save before.json");
    expect(deploy).toBe("./deploy.sh");
    expect(gate).toMatch(/^itom gate service:shop --baseline before\.json --within 5m --for 30s/);
    expect(more).toEqual([]);
  });

  test("refuse a deploy that breaks the shop", async () => {
    const done = await runJobs("breaks");
    for (const server of servers) {
      const job = done[server];
      expect(job, server).toMatchObject({ status: 2, steps: 3, stderr: "" });
      expect(job.stdout, server).toMatch(/^FAIL  1 of \d+ checks is bad\nbad\n +CRITICAL +web1\/nginx /m);
      told[server](job);
    }
  });

  test.each(["changes nothing", "mends"] as const)("let pass one that %s", async (deploy) => {
    const done = await runJobs(deploy);
    for (const server of servers) {
      const { stdout, ...job } = done[server];
      expect(job, server).toMatchObject({ status: 0, steps: 3, stderr: "" });
      const [, verdict = ""] = stdout.split(/^PASS /m);
      expect(verdict, server).toMatch(/^still bad, as before\n/m);
      expect(/^fixed\n +OK +app1\/orders/m.test(verdict), server).toBe(deploy === "mends");
    }
  });
});

/** What each CI server is told of the deploy that breaks the shop, with no option given for it. */
const told: Readonly<Record<Server, (job: JobRun) => void>> = {
  GitHub({ stdout, cwd }) {
    const annotations = stdout.split("\n").filter((line) => line.startsWith("::"));
    expect(annotations).toEqual([
      expect.stringMatching(/^::notice title=itom gate%3A FAIL::1 of \d+ checks is bad/),
      expect.stringMatching(/^::error title=CRITICAL web1\/nginx::/),
    ]);
    expect(readFileSync(join(cwd, "summary.md"), "utf8")).toMatch(
      /^## itom gate: FAIL\n[^]*\| CRITICAL \| web1 \| nginx \|/,
    );
  },
  GitLab({ cwd }) {
    expect(readFileSync(join(cwd, "itom-gate.xml"), "utf8")).toMatch(
      /<testcase name="nginx" classname="web1" [^>]*>\n *<failure /,
    );
  },
  Jenkins({ cwd }) {
    expect(readFileSync(join(cwd, "itom-gate.xml"), "utf8")).toMatch(
      /<testcase name="nginx" classname="web1" /,
    );
  },
  shell({ cwd }) {
    expect(existsSync(join(cwd, "itom-gate.xml")) || existsSync(join(cwd, "summary.md"))).toBe(false);
  },
};
