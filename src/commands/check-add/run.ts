import { planChecks } from "../../checks/index.js";
import type { CommandContext } from "../../cli/context/context.js";
import { exitStatus, type ExitStatus } from "../../cli/exit-status.js";
import type { Invocation } from "../../cli/specification.js";
import type { Host, Inventory } from "../../inventory/model.js";
import { ConnectionError } from "../../lib/connection-error.js";
import { didYouMean } from "../../lib/did-you-mean.js";
import { ItomError } from "../../lib/errors.js";
import { proposalLine } from "../../output/proposals/yaml.js";
import { look, propose, verify, withoutCovered, type VerifiedProposal } from "../../proposals/index.js";
import { promptOnTerminal, type Prompt } from "../../terminal/prompt.js";
import { sanitiseLine } from "../../terminal/sanitise.js";
import { refuseProblems } from "../check/choose.js";
import { appendTaken, checksFileOf } from "./append.js";
import { proposalsDocument } from "./document.js";

export interface CheckAddOptions {
  readonly append?: boolean;
  readonly verify: boolean;
}

/** `itom check add HOST`. `prompt` is for tests. */
export async function run(
  { context, arguments: [name = ""], options }: Invocation<CheckAddOptions>,
  prompt: Prompt = promptOnTerminal(),
): Promise<ExitStatus> {
  const { global, terminal } = context;
  const startedAt = context.now();
  refuseUnanswerable(context, options);
  const inventory = await context.inventory();
  const host = hostOf(inventory, name);
  // What can't be appended to is told before the host is asked.
  if (options.append === true) await checksFileOf(context, inventory);
  const { proposals, notes } = await proposeFor(context, inventory, host, options.verify);
  for (const note of notes) terminal.stderr.write(`note: ${sanitiseLine(note)}\n`);
  const good = proposals.filter(isGood);
  const status = good.length < proposals.length || notes.length > 0 ? exitStatus.warning : exitStatus.ok;
  if (global.json) {
    terminal.stdout.write(proposalsDocument(host.name, proposals, startedAt, context.now()));
    return status;
  }
  tellLeftOut(context, host.name, proposals);
  const taken = await take(context, host.name, good, prompt);
  if (taken.length === 0) {
    terminal.stderr.write(
      proposals.length === 0 ? "nothing to propose: it is all checked already\n" : "nothing was taken\n",
    );
  } else if (options.append === true) await appendTaken(context, inventory, taken, prompt);
  else terminal.stdout.write(printed(inventory, taken));
  return status;
}

function refuseUnanswerable({ global }: CommandContext, { append }: CheckAddOptions): void {
  if (append !== true) return;
  if (global.json) throw new ItomError("USAGE", "--append does not go with --json");
  if (global.input || global.yes || global.dryRun) return;
  throw new ItomError("USAGE", "--append asks before it writes, and there is nobody to ask", {
    hint: "-y takes all and writes; -n only shows the difference",
  });
}

function hostOf(inventory: Inventory, name: string): Host {
  const host = inventory.hosts.get(name);
  if (host) return host;
  const hint = didYouMean(name, inventory.hosts.keys()) ?? "`itom inventory list` shows the hosts";
  throw new ItomError("USAGE", `there is no host "${name}" in the inventory`, { hint });
}

interface Proposed {
  readonly proposals: readonly VerifiedProposal[];
  readonly notes: readonly string[];
}

async function proposeFor(
  context: CommandContext,
  inventory: Inventory,
  host: Host,
  mustVerify: boolean,
): Promise<Proposed> {
  const plan = planChecks(inventory);
  refuseProblems(plan.problems);
  const existing = plan.checks.filter(
    ({ target, targetName }) => target.kind === "host" && targetName === host.name,
  );
  const input = {
    inventory,
    host,
    ports: await context.ports(inventory),
    now: context.now,
    signal: context.signal,
  };
  try {
    const seen = await look(input);
    const taken = new Set(existing.map(({ id }) => id));
    const proposals = withoutCovered(propose(seen), existing).map((proposal) => withFreeId(proposal, taken));
    const verified = mustVerify
      ? await verify(proposals, input)
      : proposals.map((proposal) => ({ proposal }));
    return { proposals: verified, notes: seen.notes };
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    throw new ItomError(error.kind === "CANCELLED" ? "INTERRUPTED" : "UNAVAILABLE", error.message, {
      hint: error.hint,
    });
  }
}

/** An id that another check of the host has already gets a number. */
function withFreeId<P extends { readonly type: string; readonly id?: string }>(
  proposal: P,
  taken: Set<string>,
): P {
  const wanted = proposal.id ?? proposal.type;
  let id = wanted;
  for (let number = 2; taken.has(id); number++) id = `${wanted}-${number}`;
  taken.add(id);
  return id === wanted ? proposal : { ...proposal, id };
}

function isGood({ result, problem }: VerifiedProposal): boolean {
  return problem === undefined && (result === undefined || result.state === "OK");
}

function tellLeftOut(
  { terminal }: CommandContext,
  host: string,
  proposals: readonly VerifiedProposal[],
): void {
  for (const { proposal, result, problem } of proposals.filter((each) => !isGood(each))) {
    const why = problem ?? `${result?.state}: ${result?.summary}`;
    terminal.stderr.write(
      `left out, because it is not OK now (${sanitiseLine(why)}):\n  ${proposalLine(host, proposal)}\n`,
    );
  }
}

/** The lines that are taken: all with --yes or where nobody can be asked. */
async function take(
  { global }: CommandContext,
  host: string,
  good: readonly VerifiedProposal[],
  prompt: Prompt,
): Promise<string[]> {
  const lines = good.map(({ proposal }) => proposalLine(host, proposal));
  if (lines.length === 0 || global.yes || !global.input) return lines;
  const chosen = new Set(await prompt.choose(`Checks to take for ${host}`, lines));
  return lines.filter((line) => chosen.has(line));
}

/** Ready for `>> inventory.yaml`. */
function printed({ checks }: Inventory, taken: readonly string[]): string {
  const head = checks.length === 0 ? "checks:\n" : "";
  return head + taken.map((line) => `  ${line}\n`).join("");
}
