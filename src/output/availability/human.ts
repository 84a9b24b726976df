import {
  enoughObserved,
  fewestSamples,
  gapFactor,
  targetName,
  type AvailabilityOf,
  type BurnRate,
} from "../../history/index.js";
import { formatDuration } from "../../lib/duration.js";
import type { Palette } from "../../terminal/palette.js";
import { sanitiseLine } from "../../terminal/sanitise.js";

interface Options {
  /** Only what is not well. */
  readonly quiet: boolean;
  /** Every burn rate. */
  readonly verbose: boolean;
}

/** For each host or service its availability, where the time went, and what is left of its budget. */
export function renderAvailability(
  reports: readonly AvailabilityOf[],
  palette: Palette,
  { quiet, verbose }: Options,
): string {
  const shown = quiet ? reports.filter(isNews) : reports;
  return shown.map((one) => `${lines(one, palette, verbose).join("\n")}\n`).join("\n");
}

function isNews({ verdict, burn }: AvailabilityOf): boolean {
  return verdict === "missed" || verdict === "inconclusive" || burn.some(({ firing }) => firing);
}

function lines(report: AvailabilityOf, palette: Palette, verbose: boolean): string[] {
  const { from, to, availability, objective, verdict, time, rolledUp } = report;
  const over = formatDuration(Date.parse(to) - Date.parse(from));
  const percent = availability === null ? "nothing observed" : `${percentText(availability)} available`;
  const target = objective === undefined ? "" : `, objective ${objective} % ${verdictText(report, palette)}`;
  const whole = Object.values(time).reduce((sum, ms) => sum + ms, 0);
  const part = (name: string, ms: number): string =>
    ms === 0 ? `${name} 0` : `${name} ${formatDuration(ms)} (${percentText((ms / whole) * 100)})`;
  return [
    `${palette.strong(sanitiseLine(targetName(report)))}  ${percent} over ${over}${target}`,
    `  ${[
      part("up", time.up),
      part("down", time.down),
      part("unreachable", time.unreachable),
      part("planned", time.planned),
      part("not observed", time.unobserved),
    ].join(", ")}`,
    `  ${palette.dim(basisText(report))}`,
    ...(rolledUp
      ? [palette.dim("  partly from roll-ups: planned downtime within an hour or day is near")]
      : []),
    ...(verdict === "inconclusive" ? [`  ${palette.unknown(inconclusiveText(report))}`] : []),
    ...budgetLines(report, palette),
    ...burnLines(report, palette, verbose),
  ];
}

function verdictText({ verdict }: AvailabilityOf, palette: Palette): string {
  if (verdict === "met") return palette.good("met");
  return verdict === "missed" ? palette.bad("missed") : palette.unknown(verdict);
}

function basisText({ basis, checks, intervalMs, gapMs }: AvailabilityOf): string {
  const count = checks === 1 ? "1 check" : `${checks} checks`;
  const from = basis === "checks" ? `${count} of its own` : `${count} of what it depends on`;
  if (intervalMs === null || gapMs === null) return `from ${from}, of which no two results are known`;
  const gap = `gaps above ${formatDuration(gapMs)} (${gapFactor} × the usual ${formatDuration(intervalMs)})`;
  return `from ${from}; ${gap} are not observed`;
}

function inconclusiveText({ observed }: AvailabilityOf): string {
  return `inconclusive: ${percentText(observed * 100)} of the time was observed, ${enoughObserved * 100} % are needed`;
}

function budgetLines({ budget }: AvailabilityOf, palette: Palette): string[] {
  if (!budget) return [];
  const { totalMs, spentMs, leftMs } = budget;
  const left =
    leftMs < 0 ? palette.bad(`overspent by ${formatDuration(-leftMs)}`) : `${formatDuration(leftMs)} left`;
  const share = totalMs > 0 ? ` (${percentText((spentMs / totalMs) * 100)} spent)` : "";
  return [`  error budget ${formatDuration(totalMs)}, ${left}${share}`];
}

function burnLines({ burn }: AvailabilityOf, palette: Palette, verbose: boolean): string[] {
  const told = burn.filter((rule) => rule.firing || verbose).map((rule) => `  ${burnText(rule, palette)}`);
  const silent = burn.filter(({ tooFew }) => tooFew);
  if (verbose || silent.length === 0) return told;
  const names = silent.map(({ longMs, shortMs }) => windowText(longMs, shortMs)).join(", ");
  return [...told, palette.dim(`  burn rate over ${names}: too few results to say`)];
}

function burnText(rule: BurnRate, palette: Palette): string {
  const {
    longMs,
    shortMs,
    factor,
    severity,
    longRate,
    shortRate,
    firing,
    tooFew,
    longSamples,
    shortSamples,
  } = rule;
  const name = `burn rate over ${windowText(longMs, shortMs)}`;
  if (tooFew) {
    const needed = `${fewestSamples.long}/${fewestSamples.short} are needed`;
    return palette.dim(`${name}: too few results to say (${longSamples}/${shortSamples}, ${needed})`);
  }
  const rates = `${rateText(longRate)}/${rateText(shortRate)}, ${severity} at ${factor}×`;
  return firing ? palette.bad(`${name}: ${rates}: burns too fast`) : `${name}: ${rates}`;
}

function windowText(longMs: number, shortMs: number): string {
  return `${short(longMs)}/${short(shortMs)}`;
}

function short(ms: number): string {
  if (ms % 86_400_000 === 0) return `${ms / 86_400_000} d`;
  return ms % 3_600_000 === 0 ? `${ms / 3_600_000} h` : `${ms / 60_000} m`;
}

function rateText(rate: number | null): string {
  if (rate === null) return "?";
  return rate > 1e6 ? "∞" : `${Number(rate.toPrecision(3))}×`;
}

/** Never rounds up to 100 %. */
function percentText(percent: number): string {
  return `${(Math.floor(percent * 1000) / 1000).toFixed(percent > 99 && percent < 100 ? 3 : 1)} %`;
}
