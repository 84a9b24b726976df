import { chooseHosts } from "../shared/choose-hosts.js";
import type { CommandContext } from "../../cli/context/context.js";
import { exitStatus, type ExitStatus } from "../../cli/exit-status.js";
import type { Invocation } from "../../cli/specification.js";
import type { Host } from "../../inventory/model.js";
import { documentText } from "../../output/document.js";
import { renderTable } from "../../terminal/table.js";

export interface ListOptions {
  readonly names?: boolean;
}

/** `itom inventory list [PATTERN]`. */
export async function run(invocation: Invocation<ListOptions>): Promise<ExitStatus> {
  const { context, options } = invocation;
  const startedAt = context.now();
  const hosts = await chooseHosts(context, await context.inventory(), invocation.arguments[0]);
  if (context.global.json) context.terminal.stdout.write(listDocument(hosts, startedAt, context.now()));
  else if (options.names) context.terminal.stdout.write(hosts.map(({ name }) => `${name}\n`).join(""));
  else context.terminal.stdout.write(await listTable(hosts, context));
  return exitStatus.ok;
}

async function listTable(hosts: readonly Host[], { terminal }: CommandContext): Promise<string> {
  const { isTTY, columns } = terminal.stdout;
  const rows = hosts.map(({ name, address, connection, groups, tags }) => [
    name,
    address,
    connection,
    groups.join(",") || "-",
    tags.join(",") || "-",
  ]);
  const head = ["NAME", "ADDRESS", "CONNECTION", "GROUPS", "TAGS"];
  return renderTable({ head, rows }, { isTTY, columns, colours: await terminal.colours() });
}

function listDocument(hosts: readonly Host[], startedAt: Date, endedAt: Date): string {
  const results = hosts.map(({ name, address, connection, groups, tags, parents, device, position }) => ({
    host: name,
    address,
    connection,
    groups,
    tags,
    parents,
    ...(device !== undefined && { device }),
    ...position,
  }));
  const summary = { hosts: hosts.length };
  return documentText({ schema: "itom.inventory.list/1", startedAt, endedAt, summary, results });
}
