import type { CommandContext } from "../../cli/context/context.js";
import { exitStatus, type ExitStatus } from "../../cli/exit-status.js";
import type { Invocation } from "../../cli/specification.js";
import type { Host, Inventory } from "../../inventory/model.js";
import { didYouMean } from "../../lib/did-you-mean.js";
import { ItomError } from "../../lib/errors.js";
import { formatPosition } from "../../lib/position.js";
import { documentText } from "../../output/document.js";
import { renderTable } from "../../terminal/table.js";
import { effectiveValues, type EffectiveValue } from "./effective-values.js";

/** `itom inventory show HOST`. */
export async function run(invocation: Invocation<unknown>): Promise<ExitStatus> {
  const { context } = invocation;
  const startedAt = context.now();
  const host = findHost(await context.inventory(), invocation.arguments[0] ?? "");
  const values = effectiveValues(host);
  if (context.global.json) {
    context.terminal.stdout.write(showDocument(host, values, startedAt, context.now()));
  } else context.terminal.stdout.write(await showTable(host, values, context));
  return exitStatus.ok;
}

function findHost(inventory: Inventory, name: string): Host {
  const host = inventory.hosts.get(name);
  if (host) return host;
  throw new ItomError("USAGE", `there is no host "${name}"`, {
    hint: didYouMean(name, inventory.hosts.keys()) ?? "`itom inventory list` lists them",
  });
}

async function showTable(
  host: Host,
  values: readonly EffectiveValue[],
  { terminal }: CommandContext,
): Promise<string> {
  const colours = await terminal.colours();
  const rows = values.map(({ path, value, position }) => [
    path,
    Array.isArray(value) ? value.join(", ") : String(value),
    position ? formatPosition(position) : { text: "default", paint: colours.dim },
  ]);
  const table = { head: [host.name, "VALUE", "FROM"], rows };
  const { isTTY, columns } = terminal.stdout;
  return renderTable(table, { isTTY, columns, colours });
}

function showDocument(host: Host, values: readonly EffectiveValue[], startedAt: Date, endedAt: Date): string {
  const results = values.map(({ path, value, position }) => ({ path, value, ...position }));
  const summary = { host: host.name, address: host.address, ...host.position };
  return documentText({ schema: "itom.inventory.show/1", startedAt, endedAt, summary, results });
}
