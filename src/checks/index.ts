export type { CheckResult, PlannedCheck, State, Value } from "./contract.js";
export type { Positions } from "./run/surroundings.js";
export type { Evidence } from "./run/evidence.js";
export { keyOfResult } from "./result-key.js";
export { runChecks } from "./run/run-checks.js";
export { compareStates, statesWorstFirst, worstState } from "./states.js";
export { planChecks } from "./plan/plan-checks.js";
export { checkTypes } from "./types/index.js";
export { commonOptions } from "./plan/common-options.js";
