import { documentText } from "../../output/document.js";
import type { VerifiedProposal } from "../../proposals/index.js";

/** `itom.check.add/1`: every proposal, with the result that it had. */
export function proposalsDocument(
  host: string,
  proposals: readonly VerifiedProposal[],
  startedAt: Date,
  endedAt: Date,
): string {
  const results = proposals.map(({ proposal: { type, id, options, reason }, result, problem }) => ({
    host,
    entry: { on: host, type, ...(id !== undefined && { id }), ...options },
    reason,
    ...(result && { state: result.state, summary: result.summary }),
    ...(problem !== undefined && { problem }),
  }));
  const ok = results.filter(({ state }) => state === "OK").length;
  const summary = { host, proposals: results.length, ok };
  return documentText({ schema: "itom.check.add/1", startedAt, endedAt, summary, results });
}
