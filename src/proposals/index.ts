export type { Proposal, Seen } from "./contract.js";
export { look } from "./look.js";
export { propose } from "./propose.js";
export { withoutCovered } from "./without-covered.js";
export { verify, type VerifiedProposal } from "./verify.js";
