export { fewestSamples, makeBaseline, type Baseline } from "./baseline.js";
export type { Verdict } from "./judge-round.js";
export type { Budget, GateRules } from "./rules.js";
export { runGate, type GateResult } from "./run-gate.js";
