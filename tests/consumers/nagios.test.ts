import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { program, runItom } from "../e2e/support/itom.js";
import { consume, until } from "./support/consume.js";
import { demoNetwork } from "./support/demo.js";

const demo = demoNetwork();
let nagios: ChildProcess | undefined;
let folder = "";

/** One host, services that run itom as their plugin, and services that wait for passive results. */
const objects = `define command {
  command_name itom
  command_line ${process.execPath} ${program} -i DEMO/inventory.yaml check $ARG1$ --no-record --out nagios
}
define timeperiod {
  timeperiod_name always
  alias always
  monday 00:00-24:00
  tuesday 00:00-24:00
  wednesday 00:00-24:00
  thursday 00:00-24:00
  friday 00:00-24:00
  saturday 00:00-24:00
  sunday 00:00-24:00
}
define contact {
  contact_name nobody
  host_notifications_enabled 0
  service_notifications_enabled 0
  host_notification_period always
  service_notification_period always
  host_notification_commands itom
  service_notification_commands itom
}
define host {
  name base
  max_check_attempts 1
  check_period always
  notification_period always
  contacts nobody
  active_checks_enabled 0
  register 0
}
define service {
  name active
  check_period always
  notification_period always
  contacts nobody
  max_check_attempts 1
  check_interval 60
  retry_interval 60
  register 0
}
define host {
  use base
  host_name db1
  address 127.0.0.1
}
${["web1 --type disk", "db1 --type disk", "web2,web3 --id front"]
  .map(
    (words) =>
      `define service {\n use active\n host_name db1\n service_description ${words.replace(",", " ")}\n check_command itom!${words}\n}\n`,
  )
  .join("")}define service {
  use active
  host_name db1
  service_description disk
  active_checks_enabled 0
  passive_checks_enabled 1
  check_command itom!db1
}
`;

function configuration(): string {
  const { username } = userInfo();
  const files = { object_cache_file: "cache", status_file: "status.dat", log_file: "nagios.log", command_file: "pipe", temp_file: "tmp",
    state_retention_file: "retention", lock_file: "lock", precached_object_file: "precached", debug_file: "debug" }; // prettier-ignore
  return [
    `cfg_file=${folder}/objects.cfg`,
    `nagios_user=${username}`,
    `nagios_group=${consume("id", ["-gn"]).output.trim()}`,
    ...Object.entries(files).map(([key, name]) => `${key}=${join(folder, name)}`),
    ...["temp_path", "check_result_path"].map((key) => `${key}=${folder}/spool`),
    `query_socket=${folder}/query`,
    "check_external_commands=1",
    "status_update_interval=1",
    "service_inter_check_delay_method=n",
    "service_check_timeout=100",
    "illegal_macro_output_chars=`~$&|'\"<>",
    "",
  ].join("\n");
}

beforeAll(async () => {
  folder = join(demo.folder, "nagios");
  mkdirSync(join(folder, "spool"), { recursive: true });
  writeFileSync(join(folder, "objects.cfg"), objects.replaceAll("DEMO", demo.folder));
  writeFileSync(join(folder, "nagios.cfg"), configuration());
  const { status, output } = consume("nagios4", ["-v", join(folder, "nagios.cfg")]);
  if (status !== 0) throw new Error(output);
  nagios = spawn("nagios4", [join(folder, "nagios.cfg")], { stdio: "ignore" });
  await until(() => {
    if (nagios?.exitCode !== null) throw new Error(`nagios4 ended: ${log()}`);
    return existsSync(join(folder, "status.dat")) ? true : undefined;
  });
});

afterAll(async () => {
  if (!nagios || nagios.exitCode !== null) return;
  const closed = once(nagios, "close");
  nagios.kill("SIGTERM");
  await closed;
});

function log(): string {
  const file = join(folder, "nagios.log");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** What Nagios knows of a service once it has been checked. */
async function statusOf(service: string): Promise<Readonly<Record<string, string>>> {
  return until(() => {
    for (const block of readFileSync(join(folder, "status.dat"), "utf8").split("\n\n")) {
      const fields = Object.fromEntries(
        [...block.matchAll(/^\t(\w+)=(.*)$/gm)].map(([, key = "", value = ""]) => [key, value]),
      ) as Record<string, string>;
      if (fields["service_description"] === service && fields["has_been_checked"] === "1") return fields;
    }
    return undefined;
  });
}

test("Nagios runs itom as a plugin: one check that is OK, with performance data", async () => {
  expect(await statusOf("web1 --type disk")).toMatchObject({
    current_state: "0",
    plugin_output: expect.stringMatching(/^OK: /) as string,
    performance_data: expect.stringMatching(/^'\/'=27\S*%;/) as string,
  });
});

test("one that is CRITICAL", async () => {
  expect(await statusOf("db1 --type disk")).toMatchObject({
    current_state: "2",
    plugin_output: expect.stringMatching(/^CRITICAL: .*\/var 97 %/) as string,
  });
});

test("several at once: the worst state, a line for each problem, labels that name their check", async () => {
  const status = await statusOf("web2 web3 --id front");
  expect(status).toMatchObject({
    current_state: "2",
    plugin_output: "CRITICAL: 2 hosts, 2 checks: 1 CRITICAL, 1 WARNING",
    performance_data: expect.stringContaining("'web3/front/") as string,
  });
  expect(status["long_plugin_output"]).toMatch(/^CRITICAL web2\/front: .*500.*\\nWARNING web3\/front: /);
});

test("Nagios takes the passive lines through its command pipe", async () => {
  const { stdout } = await runItom(["check", "db1", "--type", "disk", "--no-record", "--out", "passive"], {
    cwd: demo.folder,
  });
  appendFileSync(join(folder, "pipe"), stdout);
  expect(await statusOf("disk")).toMatchObject({
    current_state: "2",
    plugin_output: expect.stringMatching(/\/var 97 %/) as string,
    performance_data: expect.stringContaining("'/var'=97%") as string,
  });
});
