import pLimit from "p-limit";
import { planChecks, runChecks, type CheckResult } from "../checks/index.js";
import type { CheckEntry, Host, Inventory } from "../inventory/model.js";
import { ConnectionError } from "../lib/connection-error.js";
import type { Ports } from "../ports/index.js";
import { askPort } from "./ask-port.js";
import type { PortAnswer, Seen } from "./contract.js";
import { hostScript, readHostListing, type HostListing } from "./host-script.js";

export interface LookInput {
  readonly inventory: Inventory;
  readonly host: Host;
  readonly ports: Ports;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

const scriptTimeoutMs = 30_000;
const portsAtOnce = 8;
const mostPorts = 60;
/** Printers print whatever comes in there (JetDirect). */
const isPrinter = (port: number): boolean => port >= 9_100 && port <= 9_107;
/** Linux gives ports from here on to whoever asks for any (ip_local_port_range, ip(7)). */
const firstPassing = 32_768;
/** Where a host without a shell is looked at from outside. */
const usualPorts = [
  21, 22, 25, 53, 80, 110, 143, 389, 443, 465, 587, 636, 993, 995, 3306, 5432, 6379, 8080, 8443,
];

/** Looks at a live host; what could not be looked at is told in `notes`. Rejects with CANCELLED only. */
export async function look(input: LookInput): Promise<Seen> {
  const { host, signal } = input;
  const notes: string[] = [];
  const hasShell = host.connection === "ssh" || host.connection === "local";
  const listing = hasShell ? await listHost(input, notes) : undefined;
  const lasting = listing?.listening.filter(({ port }) => port < firstPassing);
  if (lasting && lasting.length < (listing?.listening.length ?? 0))
    notes.push(`ports from ${firstPassing} on are left out: the kernel chose them, and will choose others`);
  const open = lasting?.filter(({ loopback, port }) => !loopback && !isPrinter(port)).map(({ port }) => port);
  const asked = (open ?? usualPorts).slice(0, mostPorts);
  if (open && open.length > mostPorts)
    notes.push(`only the first ${mostPorts} of ${open.length} open ports were asked`);
  const answers = await askPorts(asked, input);
  const measured = await measure(input, listing !== undefined);
  if (signal.aborted) throw new ConnectionError("CANCELLED", "cancelled");
  const found = [...answers]
    .filter(([, { kind }]) => kind !== "unreachable")
    .map(([port]) => ({ port, loopback: false }));
  return {
    listening: lasting ?? found,
    answers: open ? answers : new Map([...answers].filter(([, { kind }]) => kind !== "unreachable")),
    services: listing?.services ?? [],
    measured,
    notes,
  };
}

async function listHost(
  { host, ports, signal }: LookInput,
  notes: string[],
): Promise<HostListing | undefined> {
  try {
    const session = await ports.shell.connect(host, { timeoutMs: scriptTimeoutMs, signal });
    try {
      const result = await session.run({
        command: "exec sh -s",
        stdin: hostScript,
        timeoutMs: scriptTimeoutMs,
        maxOutputBytes: 1_048_576,
        signal,
      });
      const listing = result.truncated ? undefined : readHostListing(result.stdout.toString());
      if (!listing)
        notes.push("the host's ports and services could not be read: its shell printed something else");
      if (listing?.hasManager === false) notes.push("no service manager that could be asked for what runs");
      return listing;
    } finally {
      await session.close();
    }
  } catch (error) {
    if (!(error instanceof ConnectionError) || error.kind === "CANCELLED") throw error;
    notes.push(`no shell on the host: ${error.message}`);
    return undefined;
  }
}

async function askPorts(asked: readonly number[], input: LookInput): Promise<Map<number, PortAnswer>> {
  const limit = pLimit(portsAtOnce);
  const answers = await Promise.all(
    asked.map((port) => limit(async () => [port, await askPort(port, input)] as const)),
  );
  return new Map(answers);
}

/** Makes the checks that need no knowledge of the host, to see where it stands. */
async function measure(input: LookInput, hasShell: boolean): Promise<readonly CheckResult[]> {
  const { inventory, host, ports, now, signal } = input;
  const types = [
    "ping",
    ...(hasShell ? ["disk", "load", "memory", "swap"] : []),
    ...(host.snmp ? ["interface"] : []),
  ];
  const entries = types.map((type): CheckEntry => ({
    on: host.name,
    type,
    options: type === "disk" ? { inodes: { crit: "95%" } } : {},
    position: host.position,
    positions: new Map(),
  }));
  const plan = planChecks({ ...inventory, checks: entries });
  const hosts = inventory.hosts;
  return runChecks(plan.checks, { ports, now, signal, forks: 1, probesPerTarget: 4, hosts });
}
