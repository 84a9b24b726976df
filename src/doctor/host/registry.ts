import type { HostStep } from "../contract.js";
import { authenticationStep } from "./authentication.js";
import { hostKeyStep } from "./host-key.js";
import { pingStep } from "./ping.js";
import { resolveStep } from "./resolve.js";
import { shellStep } from "./shell.js";
import { snmpStep } from "./snmp.js";
import { sudoStep } from "./sudo.js";
import { tcpStep } from "./tcp.js";

/** In the order in which the path is walked. */
export const hostSteps: readonly HostStep[] = [
  resolveStep,
  pingStep,
  tcpStep,
  hostKeyStep,
  authenticationStep,
  shellStep,
  sudoStep,
  snmpStep,
];
