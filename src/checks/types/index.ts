import type { AnyCheckType } from "../contract.js";
import { command } from "./command.js";
import { disk } from "./disk.js";
import { dns } from "./dns.js";
import { http } from "./http.js";
import { load } from "./load.js";
import { memory } from "./memory.js";
import { ping } from "./ping.js";
import { plugin } from "./plugin.js";
import { process } from "./process.js";
import { service } from "./service.js";
import { snmp } from "./snmp.js";
import { ssh } from "./ssh.js";
import { tcp } from "./tcp.js";
import { tls } from "./tls.js";

/** Every check type, one line each, sorted; README.md says how to add one. */
const all: readonly AnyCheckType[] = [
  command,
  disk,
  dns,
  http,
  load,
  memory,
  ping,
  plugin,
  process,
  service,
  snmp,
  ssh,
  tcp,
  tls,
];

export const checkTypes: ReadonlyMap<string, AnyCheckType> = new Map(all.map((type) => [type.name, type]));
