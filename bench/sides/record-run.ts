import { openCheckStore } from "../../src/state/check-store.js";
import { openHistoryStore } from "../../src/state/history-store.js";
import { noisyFleet } from "../lib/noisy-fleet.js";

/** Records one run of argv's hosts × 10 checks in a state folder at a time, as `itom check` does; prints milliseconds of CPU. */
const [, , folder = "", hosts = "500", time = ""] = process.argv;
const now = (): Date => new Date(time);
const results = noisyFleet(Number(hosts))(now().getTime());
const store = await openCheckStore(folder, { now });
await store.prepare();
const before = process.cpuUsage();
await store.record(results);
const dayMs = 86_400_000;
const retention = { rawMs: 30 * dayMs, hourlyMs: 400 * dayMs, dailyMs: 1_825 * dayMs };
await (await openHistoryStore(folder, { now })).tidy(retention);
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1000);
