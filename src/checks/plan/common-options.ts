import { waitingTime, names, section, wholeNumber } from "../../inventory/schema/basics.js";

/** What every check type takes beside its own options. */
export const commonOptions = section(
  {
    timeout: waitingTime.describe("Bound on this check; settings.check_timeout where absent").optional(),
    attempts: wholeNumber(1, 100)
      .describe("Tries in one run until a bad state stands; 1 where absent")
      .optional(),
    interval: waitingTime.describe("Pause between two tries; 5s where absent").optional(),
    confirm: wholeNumber(1, 100)
      .describe("Runs in a row until a bad state is hard; 1 where absent")
      .optional(),
    needs: names.describe("Ids of checks on the same target that must be good first").optional(),
  },
  "the options of a check",
);

export const commonKeys: ReadonlySet<string> = new Set(Object.keys(commonOptions.shape));
