import type { CommandContext } from "../../../cli/context/context.js";
import { exitStatus, type ExitStatus } from "../../../cli/exit-status.js";
import { duration } from "../../../cli/parse-global.js";
import { reportError } from "../../../cli/report-error.js";
import { ItomError } from "../../../lib/errors.js";
import { sleep } from "../../../lib/sleep.js";
import { prometheus } from "../../../output/check/formats/prometheus.js";
import { chooseChecks } from "../choose.js";
import { recordOrTell } from "../record.js";
import { positionsOf, readPresent, remember } from "../remember.js";
import { runAll } from "../run-all.js";
import type { CheckOptions } from "../options.js";
import { isLoopback, parseServeAddress, urlOf, type ServeAddress } from "./address.js";
import { Board } from "./board.js";
import { startResultServer } from "./http-server.js";
import { keepRunning } from "./keep-running.js";

const defaultIntervalMs = 60_000;

/** `itom check --serve`: makes the checks again and again, and shows the last results to Prometheus; ends when it is told to. */
export async function serve(
  context: CommandContext,
  pattern: string | undefined,
  options: CheckOptions,
): Promise<ExitStatus> {
  const address = parseServeAddress(options.serve ?? "");
  refuseOthers(context, options);
  const intervalMs =
    options.interval === undefined ? defaultIntervalMs : duration("--interval", options.interval);
  // What can't work at all is told now, and not to the first scrape.
  if (options.record) await (await context.checkStore()).prepare();
  const clock = (): number => performance.now();
  const board = new Board(intervalMs, clock);
  const server = await startResultServer(board, address);
  context.atEnd(() => server.close());
  context.endsWhenTold();
  announce(context, server.address);
  await keepRunning(board, () => context.separately((inner) => runOnce(inner, pattern, options)), {
    intervalMs,
    clock,
    pause: sleep,
    signal: context.signal,
    onFailure: (error) =>
      void reportError(error, context.terminal, { json: false, verbose: context.global.verbose }),
  });
  return exitStatus.ok;
}

async function runOnce(
  context: CommandContext,
  pattern: string | undefined,
  options: CheckOptions,
): Promise<string> {
  const chosen = await chooseChecks(context, pattern, options);
  const startedAt = context.now();
  const started = performance.now();
  const store = options.record ? await context.checkStore() : undefined;
  const present = await readPresent(store);
  const positions = positionsOf(present);
  const observed = await runAll(context, chosen, false, positions);
  const durationMs = performance.now() - started;
  const remembered = remember(present, chosen.checks, observed, positions);
  if (store) await recordOrTell(context, store, remembered);
  return prometheus.render({ results: remembered.map(({ result }) => result), startedAt, durationMs });
}

function refuseOthers({ global }: CommandContext, { out, changed }: CheckOptions): void {
  const other =
    (out !== undefined && "--out") ||
    (changed === true && "--changed") ||
    (global.json && "--json") ||
    (global.timeoutMs !== undefined && "--timeout");
  if (other === false) return;
  throw new ItomError("USAGE", `--serve does not go with ${other}`, {
    ...(other === "--timeout" && { hint: "the inventory's settings bound each run" }),
  });
}

function announce({ terminal, global }: CommandContext, address: ServeAddress): void {
  if (!isLoopback(address.host)) {
    terminal.stderr.write(`itom: whoever reaches ${urlOf(address)} can read the results\n`);
  }
  if (!global.quiet) terminal.stderr.write(`itom: serving ${urlOf(address)}/metrics and /healthz\n`);
}
