import { planChecks } from "../../src/checks/index.js";
import { loadInventory } from "../../src/inventory/load.js";

/** Prints the milliseconds from the file in argv to its planned checks, whose number must be as expected. */
const [, , file = "", expected] = process.argv;
const start = performance.now();
const plan = planChecks(await loadInventory(file, { env: {} }));
const milliseconds = performance.now() - start;
if (plan.problems.length > 0 || plan.checks.length !== Number(expected)) {
  throw new Error(`${plan.checks.length} checks and ${plan.problems.length} problems instead of ${expected}`);
}
console.log(milliseconds);
