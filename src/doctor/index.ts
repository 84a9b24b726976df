export { examineHost, examineLocal } from "./examine.js";
export type { HostInput, LocalInput, StepResult, StepStatus } from "./contract.js";
