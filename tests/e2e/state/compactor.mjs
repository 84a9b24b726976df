// Packs the past days of a state folder.
import process from "node:process";
import { openHistoryStore } from "../../../dist/state/history-store.js";

const [folder, now] = process.argv.slice(2);
const store = await openHistoryStore(folder, { now: () => new Date(now), waitMs: 60_000 });
const dayMs = 86_400_000;
await store.compact({ rawMs: 30 * dayMs, hourlyMs: 400 * dayMs, dailyMs: 1_825 * dayMs });
