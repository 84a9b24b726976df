import type { StepResult, StepStatus } from "../../doctor/index.js";

interface DoctorReport {
  readonly host?: string;
  readonly results: readonly StepResult[];
  readonly startedAt: Date;
  readonly durationMs: number;
}

/** The document `itom.doctor/1`. */
export function renderDoctorJson({ host, results, startedAt, durationMs }: DoctorReport): string {
  const count = (status: StepStatus): number => results.filter((result) => result.status === status).length;
  const document = {
    schema: "itom.doctor/1",
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(durationMs),
    summary: {
      ...(host !== undefined && { host }),
      ok: count("ok"),
      warning: count("warning"),
      failed: count("failed"),
      skipped: count("skipped"),
    },
    results,
  };
  return `${JSON.stringify(document)}\n`;
}
