import type { HostStep } from "../contract.js";
import { failure, ok, skipped } from "../findings.js";
import { targetOf } from "./target.js";

export const resolveStep: HostStep = {
  name: "resolve",
  needs: [],
  async run(input, path) {
    try {
      const target = await targetOf(input, path);
      if ("skip" in target) return skipped(target.skip);
      const addresses = await input.machine.lookup(target.address);
      const isAddress = addresses.length === 1 && addresses[0] === target.address;
      return ok(isAddress ? target.address : `${target.address} is ${addresses.join(", ")}`);
    } catch (error) {
      return failure(error);
    }
  },
};
