import { ItomError } from "../../lib/errors.js";
import type { LocalStep } from "../contract.js";
import { failed, ok, warning } from "../findings.js";

/** This program was not there before. */
const earliest = Date.UTC(2025, 0, 1);
const toleranceMs = 300_000;

/** A wrong clock makes certificates, windows and histories wrong; without a network only gross errors can be seen. */
export const clock: LocalStep = {
  name: "clock",
  async run({ machine, inventory, stateDirectory, now }) {
    const time = now();
    if (time.getTime() < earliest)
      return failed(
        `the clock says ${time.toISOString()}, which is past`,
        "set the clock, and let NTP keep it",
      );
    const files = inventory instanceof ItomError ? [] : inventory.files;
    for (const file of [...files, ...(stateDirectory === undefined ? [] : [stateDirectory])]) {
      const status = await machine.fileStatus(file);
      if (status && status.modified.getTime() > time.getTime() + toleranceMs) {
        return warning(
          `${file} was changed in the future (${status.modified.toISOString()}); now is ${time.toISOString()}`,
          "check the clock",
        );
      }
    }
    return ok(time.toISOString());
  },
};
