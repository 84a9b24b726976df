// Records results one after the other and says each number when it is acknowledged.
import { writeSync } from "node:fs";
import process from "node:process";
import { openCheckStore } from "../../../dist/state/check-store.js";

const [folder, name, count] = process.argv.slice(2);
const store = await openCheckStore(folder, {
  now: () => new Date("2026-11-28T12:00:00.000Z"),
  waitMs: 60_000,
});
for (let n = 1; n <= Number(count); n++) {
  await store.record([
    {
      host: name,
      check: "number",
      type: "command",
      state: "OK",
      hard: true,
      summary: `number ${n}`,
      values: [{ label: "n", value: n, unit: "" }],
      startedAt: "2026-11-28T12:00:00.000Z",
      durationMs: 1,
    },
  ]);
  writeSync(1, `${n}\n`);
}
