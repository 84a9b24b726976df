import { dirname } from "node:path";
import { ItomError } from "../../lib/errors.js";
import type { LocalStep } from "../contract.js";
import { failed, ok, skipped, warning } from "../findings.js";

/** Whether results can be kept, and those that are kept can be read. */
export const stateFolder: LocalStep = {
  name: "state",
  async run({ machine, stateDirectory, verifyState }) {
    if (stateDirectory === undefined) return skipped("there is no inventory to keep it beside");
    const status = await machine.fileStatus(stateDirectory);
    if (!status) {
      const parent = await machine.fileStatus(dirname(stateDirectory));
      if (parent?.writable === true) return ok(`${stateDirectory} is made when something is recorded`);
      return failed(
        `${stateDirectory} can't be made`,
        "set --state or ITOM_STATE to a folder that you can write to",
      );
    }
    if (status.kind !== "folder")
      return failed(`${stateDirectory} is no folder`, "set --state or ITOM_STATE");
    if (!status.readable || !status.writable) {
      return failed(
        `${stateDirectory} can't be ${status.readable ? "written" : "read"}`,
        "check its owner, or set --state or ITOM_STATE",
      );
    }
    try {
      const { findings, files } = await verifyState();
      const bad = findings.filter(({ severity }) => severity !== "note");
      const first = bad.find(({ severity }) => severity === "damage") ?? bad[0];
      if (!first) return ok(`${stateDirectory}, ${files} files`);
      const tell = first.severity === "damage" ? failed : warning;
      return tell(`${stateDirectory}: ${first.path}: ${first.message}`, "itom state verify");
    } catch (error) {
      if (!(error instanceof ItomError)) throw error;
      return failed(error.message, error.hint ?? "itom state verify");
    }
  },
};
