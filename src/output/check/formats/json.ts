import { renderJson } from "../json.js";
import type { CheckFormat } from "../report.js";

export const json: CheckFormat = {
  name: "json",
  summary: "the document of --json",
  render: ({ results, startedAt, durationMs }) => renderJson(results, startedAt, durationMs),
};
