import type netSnmp from "net-snmp";
import type { Varbind } from "net-snmp";
import { ConnectionError } from "../../lib/connection-error.js";
import type { SnmpCell, SnmpWalk } from "../../ports/snmp.js";
import { ask, StatusError, type Deadline } from "./ask.js";
import { compareOids, indexBelow } from "./oid.js";
import type { AgentSession } from "./session.js";
import { toVarbind } from "./to-value.js";

/** About what fits into one unfragmented answer, so that no firewall drops half of it. */
const varbindsInOne = 72;
/** Asked for at first: most tables are short, and what comes behind their end is decoded in vain. */
const firstRows = 10;

interface Column {
  readonly root: string;
  readonly cells: SnmpCell[];
  /** The last OID seen; the root at first. */
  cursor: string;
  done: boolean;
}

interface Walking {
  readonly snmp: typeof netSnmp;
  readonly agent: AgentSession;
  readonly deadline: Deadline;
  readonly maxRows: number;
}

/** Walks several columns side by side; each ends at the end of its own subtree. */
export async function walkColumns(walking: Walking, roots: readonly string[]): Promise<SnmpWalk> {
  const columns = [...new Set(roots)].map((root): Column => ({ root, cells: [], cursor: root, done: false }));
  let repetitions = walking.agent.settings.version === 1 ? 1 : varbindsInOne;
  let open = columns;
  while (open.length > 0) {
    const wanted = rowsToAsk(open, repetitions);
    const answer = await next(walking, open, wanted);
    if (answer === "smaller") repetitions = Math.floor(wanted / 2);
    else if (answer === "ended") for (const column of open) column.done = true;
    else if (answer === "apart") for (const column of open) await walkAlone(walking, column);
    else takeAll(walking, open, answer);
    open = columns.filter((column) => !column.done);
  }
  return {
    columns: new Map(columns.map((column) => [column.root, column.cells.slice(0, walking.maxRows)])),
    truncated: columns.some((column) => column.cells.length > walking.maxRows),
  };
}

/** As many again as came so far, within what fits. */
function rowsToAsk(open: readonly Column[], limit: number): number {
  const soFar = open.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  return Math.max(1, Math.min(limit, Math.floor(varbindsInOne / open.length), Math.max(firstRows, soFar)));
}

type Answer = readonly (readonly Varbind[] | undefined)[];

/** `smaller`: ask again for fewer rows. `apart`: ask for each column by itself. `ended`: there is nothing behind. */
async function next(
  { snmp, agent, deadline }: Walking,
  open: readonly Column[],
  repetitions: number,
): Promise<Answer | "smaller" | "apart" | "ended"> {
  const oids = open.map((column) => column.cursor);
  const before = agent.seen.answered;
  try {
    if (agent.settings.version === 1) {
      const raw = await ask<Varbind[]>(snmp, agent, deadline, (done) => agent.session.getNext(oids, done));
      return raw.map((varbind) => [varbind]);
    }
    return await ask<Answer>(snmp, agent, deadline, (done) =>
      agent.session.getBulk(oids, 0, repetitions, done),
    );
  } catch (error) {
    const status = error instanceof StatusError ? error.status : undefined;
    const tooBig = status === snmp.ErrorStatus.TooBig;
    // A big answer can be lost where a small one is not, but an agent that never answered is just silent.
    const silent = before && error instanceof ConnectionError && error.kind === "TIMEOUT";
    if ((tooBig || (silent && performance.now() < deadline.at)) && repetitions > 1) return "smaller";
    const ended = status === snmp.ErrorStatus.NoSuchName;
    if (open.length > 1 && (ended || tooBig)) return "apart";
    if (ended) return "ended";
    throw error;
  }
}

async function walkAlone(walking: Walking, column: Column): Promise<void> {
  while (!column.done) {
    const answer = await next(walking, [column], 1);
    if (typeof answer === "string") column.done = true;
    else takeAll(walking, [column], answer);
  }
}

function takeAll(walking: Walking, open: readonly Column[], answer: Answer): void {
  let progress = false;
  for (const [index, column] of open.entries()) {
    const varbinds = answer[index] ?? [];
    progress ||= varbinds.length > 0;
    for (const varbind of varbinds) {
      if (!column.done) take(walking, column, varbind);
    }
  }
  if (!progress) throw new ConnectionError("PROTOCOL", `${walking.agent.where} answered a walk with nothing`);
}

function take({ agent, maxRows }: Walking, column: Column, raw: Varbind): void {
  const varbind = toVarbind(raw);
  const index = indexBelow(column.root, varbind.oid);
  if (varbind.value.type === "missing" || index === undefined) {
    column.done = true;
    return;
  }
  if (compareOids(column.cursor, varbind.oid) >= 0)
    throw new ConnectionError(
      "PROTOCOL",
      `${agent.where} loops: ${varbind.oid} came after ${column.cursor}`,
      "the agent's tables are broken: look for a firmware update",
    );
  column.cursor = varbind.oid;
  column.cells.push({ ...varbind, index });
  if (column.cells.length > maxRows) column.done = true;
}
