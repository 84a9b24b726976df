export type {
  CheckError,
  CheckErrorKind,
  CheckResult,
  PlannedCheck,
  SectionOutput,
  State,
  Target,
  Value,
} from "./contract.js";
export type { Evidence } from "./run/evidence.js";
export { keyOfResult } from "./result-key.js";
export { runChecks } from "./run/run-checks.js";
export { compareStates, statesWorstFirst, worstState } from "./states.js";
export { planChecks, type CheckPlan } from "./plan/plan-checks.js";
export { checkTypes } from "./types/index.js";
export { commonOptions } from "./plan/common-options.js";
