import type { CheckResult, Evidence, PlannedCheck } from "../../checks/index.js";
import { formatDuration } from "../../lib/duration.js";
import { formatPosition } from "../../lib/position.js";
import type { Palette } from "../../terminal/palette.js";
import { sanitise, sanitiseLine } from "../../terminal/sanitise.js";
import { targetOf } from "./fold.js";
import { colour } from "./human.js";
import { plainJson } from "./plain-json.js";

const longestRaw = 4_000;

interface Seen {
  readonly evidence: Evidence | undefined;
  /** What the host's name resolves to; undefined where it is an address. */
  readonly resolved?: string | undefined;
}

/** Everything that a result was made from, in the order in which it was decided. */
export function renderExplanation(
  check: PlannedCheck,
  result: CheckResult,
  { evidence, resolved }: Seen,
  palette: Palette,
): string {
  const lines = [
    `${colour(result.state, palette)(result.state)}  ${targetOf(result)}/${result.check}  ${sanitiseLine(result.summary)}`,
    ...(result.error?.hint === undefined ? [] : [`hint: ${sanitiseLine(result.error.hint)}`]),
    "",
    ...targetLines(check, { evidence, resolved }, result),
    ...optionLines(check),
    ...valueLines(result),
    ...(result.details ?? []).map((line) => `  ${sanitiseLine(line)}`),
    ...evidenceLines(evidence),
  ];
  return `${lines.join("\n")}\n`;
}

function targetLines(check: PlannedCheck, { evidence, resolved }: Seen, result: CheckResult): string[] {
  const here = resolved === undefined ? "" : ` (${sanitiseLine(resolved)})`;
  const address =
    check.target.kind === "host" ? [`address    ${sanitiseLine(check.target.host.address)}${here}`] : [];
  const session = evidence?.session
    ? [
        `session    ${sanitiseLine(evidence.session.description)}, open after ${formatDuration(evidence.session.connectMs)}`,
      ]
    : [];
  return [
    ...address,
    ...session,
    `type       ${check.type.name}`,
    `written    ${formatPosition(check.position)}`,
    `started    ${result.startedAt}, took ${formatDuration(result.durationMs)} of at most ${formatDuration(check.timeoutMs)}`,
    ...(result.error ? [`error      ${result.error.kind}`] : []),
  ];
}

/** Every effective option, with the place it was written at, or that it is the type's default. */
function optionLines(check: PlannedCheck): string[] {
  const written = Object.keys(check.written);
  const parsed =
    typeof check.options === "object" && check.options !== null ? Object.keys(check.options) : [];
  const lines = [...new Set([...written, ...parsed])].map((name) => {
    const position = check.positions.get(name);
    const value = check.written[name] ?? (check.options as Record<string, unknown>)[name];
    const shown = plainJson({ [name]: value }).slice(JSON.stringify(name).length + 2, -1);
    const from = position ? formatPosition(position) : "default";
    return `  ${name}: ${sanitiseLine(shown)}   (${from})`;
  });
  return lines.length > 0 ? ["options", ...lines] : [];
}

function valueLines(result: CheckResult): string[] {
  const lines = result.values.map((value) => {
    const thresholds = [value.warn && `warn ${value.warn}`, value.crit && `crit ${value.crit}`].filter(
      Boolean,
    );
    const suffix = thresholds.length > 0 ? `   (${thresholds.join(", ")})` : "";
    return `  ${sanitiseLine(value.label)} = ${value.value === null ? "undetermined" : `${Number(value.value.toPrecision(12))}${value.unit}`}${suffix}`;
  });
  return lines.length > 0 ? ["values", ...lines] : [];
}

function evidenceLines(evidence: Evidence | undefined): string[] {
  if (!evidence) return ["raw        nothing was received"];
  if (evidence.output) {
    const { exitCode, stdout, stderr, truncated } = evidence.output;
    return [
      ...raw("command", evidence.script ?? ""),
      `exit       ${exitCode ?? "none"}${truncated ? ", output cut off" : ""}`,
      ...raw("stdout", stdout),
      ...raw("stderr", stderr),
    ];
  }
  if (evidence.observation !== undefined) return raw("observed", plainJson(evidence.observation, 2));
  return ["raw        nothing was received"];
}

function raw(title: string, text: string): string[] {
  const cut =
    text.length > longestRaw
      ? `${text.slice(0, longestRaw)}\n… ${text.length - longestRaw} more characters`
      : text;
  const lines = sanitise(cut).trimEnd().split("\n");
  return text.trim() === "" ? [] : [title, ...lines.map((line) => `  ${line}`)];
}
