import type { AnyCheckType } from "../contract.js";
import { certificate } from "./certificate.js";
import { clock } from "./clock.js";
import { cluster } from "./cluster.js";
import { command } from "./command.js";
import { cpu } from "./cpu.js";
import { disk } from "./disk.js";
import { dns } from "./dns.js";
import { expression } from "./expression.js";
import { file } from "./file.js";
import { group } from "./group.js";
import { http } from "./http.js";
import { inode } from "./inode.js";
import { interfaceType } from "./interface.js";
import { load } from "./load.js";
import { log } from "./log.js";
import { memory } from "./memory.js";
import { mount } from "./mount.js";
import { ntp } from "./ntp.js";
import { packageType } from "./package.js";
import { ping } from "./ping.js";
import { plugin } from "./plugin.js";
import { port } from "./port.js";
import { process } from "./process.js";
import { rebootRequired } from "./reboot-required.js";
import { service } from "./service.js";
import { snmp } from "./snmp.js";
import { ssh } from "./ssh.js";
import { swap } from "./swap.js";
import { sysctl } from "./sysctl.js";
import { tcp } from "./tcp.js";
import { tls } from "./tls.js";
import { updatesPending } from "./updates-pending.js";
import { uptime } from "./uptime.js";
import { user } from "./user.js";

/** Every check type, one line each, sorted; README.md says how to add one. */
const all: readonly AnyCheckType[] = [
  certificate,
  clock,
  cluster,
  command,
  cpu,
  disk,
  dns,
  expression,
  file,
  group,
  http,
  inode,
  interfaceType,
  load,
  log,
  memory,
  mount,
  ntp,
  packageType,
  ping,
  plugin,
  port,
  process,
  rebootRequired,
  service,
  snmp,
  ssh,
  swap,
  sysctl,
  tcp,
  tls,
  updatesPending,
  uptime,
  user,
];

export const checkTypes: ReadonlyMap<string, AnyCheckType> = new Map(all.map((type) => [type.name, type]));
