import { readFileSync } from "node:fs";
import pLimit from "p-limit";
import { createSecrets } from "../../src/connections/secrets/secrets.js";
import { createSnmpPort } from "../../src/connections/snmp/snmp-port.js";

/** walk.js ADDRESSES AT-ONCE: walks system and ifTable of each address, and prints how many values came. */
const [, , file = "", atOnce] = process.argv;
const addresses = readFileSync(file, "utf8").trim().split("\n");
const port = createSnmpPort({ secrets: createSecrets({}) });
const limit = pLimit(Number(atOnce));
const snmp = {
  version: 2,
  community: { literal: "lab-community" },
  port: 161,
  timeoutMs: 5000,
  retries: 2,
} as const;
const options = { timeoutMs: 60_000, signal: new AbortController().signal };
/** ifDescr to ifOutErrors: the columns that an agent of today has. */
const columns = Array.from({ length: 22 }, (_, index) => `1.3.6.1.2.1.2.2.1.${index + 1}`);

let values = 0;
await Promise.all(
  addresses.map((address) =>
    limit(async () => {
      const walk = await port.walk({ name: address, address, snmp }, ["1.3.6.1.2.1.1", ...columns], options);
      for (const cells of walk.columns.values()) values += cells.length;
    }),
  ),
);
await port.close();
console.log(values);
