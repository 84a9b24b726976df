import { writeFileSync } from "node:fs";
import { fleet } from "./fleet.js";
import { forty } from "./forty.js";
import { history } from "./history.js";
import { http } from "./http.js";
import { inventory } from "./inventory.js";
import { isMet, type Figure } from "./lib/figure.js";
import { takeFleetDown } from "./lib/lab.js";
import { describeMachine } from "./lib/machine.js";
import { readOptions, type BenchOptions } from "./lib/options.js";
import { formatTable } from "./lib/table.js";
import { list } from "./list.js";
import { ping } from "./ping.js";
import { snmp } from "./snmp.js";
import { startup } from "./startup.js";

const benches: Readonly<Record<string, (options: BenchOptions) => Promise<readonly Figure[]>>> = {
  startup,
  inventory,
  fleet,
  forty,
  snmp,
  http,
  history,
  list,
  ping,
};

const usage = `usage: npm run bench -- [${Object.keys(benches).join("|")}]… [--hosts 500] [--rounds N] [--out FILE.json] [--keep]

fleet, forty and snmp bring hosts up (tests/lab/README.md), ping makes two network namespaces: both need root. --keep leaves hosts up for the next run.
Statuses: 0 every bound is met, 1 one is missed.
`;

export async function main(words: readonly string[]): Promise<number> {
  const options = readOptions(words);
  const names = options.names.length > 0 ? options.names : Object.keys(benches);
  if (options.help || names.some((name) => benches[name] === undefined)) {
    console.error(usage);
    return options.help ? 0 : 64;
  }
  const figures: Figure[] = [];
  try {
    for (const name of names) figures.push(...((await benches[name]?.(options)) ?? []));
  } finally {
    if (!options.keep && names.some((name) => name === "fleet" || name === "forty" || name === "snmp"))
      takeFleetDown();
  }
  const machine = describeMachine();
  console.log(`${machine}\n\n${formatTable(figures)}`);
  if (options.out !== undefined) {
    writeFileSync(options.out, `${JSON.stringify({ machine, hosts: options.hosts, figures }, null, 2)}\n`);
  }
  return figures.every(isMet) ? 0 : 1;
}
