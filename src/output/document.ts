/** One JSON document of a command, as docs/json.md describes it, on one line. */
export function documentText(document: {
  /** `itom.<command>/1`; fields are only ever added. */
  readonly schema: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly summary: Readonly<Record<string, unknown>>;
  readonly results: readonly unknown[];
}): string {
  const { schema, startedAt, endedAt, summary, results } = document;
  const durationMs = Math.max(0, endedAt.getTime() - startedAt.getTime());
  return `${JSON.stringify({ schema, startedAt: startedAt.toISOString(), durationMs, summary, results })}\n`;
}
