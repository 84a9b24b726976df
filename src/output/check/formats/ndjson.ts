import type { CheckFormat } from "../report.js";

/** One JSON object a line, each a check result as in `itom.check/1`. */
export const ndjson: CheckFormat = {
  name: "ndjson",
  summary: "one JSON result a line",
  render: ({ results }) => results.map((result) => `${JSON.stringify(result)}\n`).join(""),
};
