import { userInfo } from "node:os";
import { mkdir, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { CommandContext } from "../../cli/context/context.js";
import { exitStatus, type ExitStatus } from "../../cli/exit-status.js";
import type { Invocation } from "../../cli/specification.js";
import { loadInventory } from "../../inventory/index.js";
import type { Inventory } from "../../inventory/model.js";
import { ItomError } from "../../lib/errors.js";
import { documentText } from "../../output/document.js";
import { writeWholeFile } from "../../output/write-whole-file.js";
import { promptOnTerminal, type Prompt } from "../../terminal/prompt.js";
import { sanitiseLine } from "../../terminal/sanitise.js";
import { judgeUser, parseHostFlag, requireDistinct, startingChecks, type Answers } from "./answers.js";
import { askAnswers } from "./ask.js";
import { importHosts, userSshConfig, type ImportedHosts } from "./import-hosts.js";
import { renderInventory } from "./render-inventory.js";

export interface InitOptions {
  readonly host?: readonly string[];
  readonly fromSshConfig?: string | true;
  readonly user?: string;
  readonly identity?: string;
  readonly sudo?: boolean;
  readonly output?: string;
  readonly force?: boolean;
}

/** `itom init`. `prompt` is for tests. */
export async function run(
  { context, options }: Invocation<InitOptions>,
  prompt: Prompt = promptOnTerminal(),
): Promise<ExitStatus> {
  const startedAt = context.now();
  const file = fileFor(context, options);
  if (file !== undefined) await refuseExisting(file, options);
  const text = renderInventory(await answersFor(context, options, prompt));
  if (file === undefined || context.global.dryRun) {
    context.terminal.stdout.write(text);
    return exitStatus.ok;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeWholeFile(file, text);
  say(context, file, await loadInventory(file, context), startedAt);
  return exitStatus.ok;
}

function say(context: CommandContext, file: string, inventory: Inventory, startedAt: Date): void {
  const { terminal, global } = context;
  const [hosts, checks] = [inventory.hosts.size, inventory.checks.length];
  if (global.json) {
    const summary = { file, hosts, checks };
    const results = [...inventory.hosts.values()].map(({ name, address }) => ({ host: name, address }));
    terminal.stdout.write(
      documentText({ schema: "itom.init/1", startedAt, endedAt: context.now(), summary, results }),
    );
  } else if (!global.quiet) {
    const counts = `${hosts} ${hosts === 1 ? "host" : "hosts"}, ${checks} checks on each`;
    terminal.stderr.write(`wrote ${sanitiseLine(file)}: ${counts}\n`);
    terminal.stderr.write("next: `itom check`, or `itom doctor HOST` where a host can't be reached\n");
  }
}

/** Undefined for stdout. */
function fileFor({ cwd, env, global }: CommandContext, { output }: InitOptions): string | undefined {
  const given = output ?? global.inventory ?? "inventory.yaml";
  if (given === "-") return undefined;
  return given.startsWith("~/") ? join(env["HOME"] ?? homedir(), given.slice(2)) : resolve(cwd, given);
}

async function refuseExisting(file: string, { force }: InitOptions): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (!found) return;
  if (found.isDirectory())
    throw new ItomError("USAGE", `${file} is a folder`, { hint: `-o ${join(file, "hosts.yaml")}` });
  if (force !== true)
    throw new ItomError("USAGE", `${file} exists already`, {
      hint: "--force replaces it; -o FILE writes another",
    });
}

async function answersFor(context: CommandContext, options: InitOptions, prompt: Prompt): Promise<Answers> {
  if (options.host !== undefined || options.fromSshConfig !== undefined)
    return answersFromFlags(context, options);
  if (!context.global.input) {
    throw new ItomError("USAGE", "there is no host to write", {
      hint: "give --host NAME=ADDRESS or --from-ssh-config, or run it on a terminal to be asked",
    });
  }
  // Where there is no ssh_config, there is nothing to offer.
  const imported = await importHosts(context, userSshConfig(context)).catch(() => ({ hosts: [], notes: [] }));
  return askAnswers(prompt, {
    sshHosts: imported.hosts,
    user: options.user ?? context.env["USER"] ?? ownName(),
  });
}

/** Who runs this; undefined where the account has no name. */
function ownName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

async function answersFromFlags(context: CommandContext, options: InitOptions): Promise<Answers> {
  const { fromSshConfig, user, identity } = options;
  const imported: ImportedHosts =
    fromSshConfig === undefined
      ? { hosts: [], notes: [] }
      : await importHosts(context, fromSshConfig === true ? userSshConfig(context) : fromSshConfig);
  for (const note of imported.notes) context.terminal.stderr.write(`note: ${sanitiseLine(note)}\n`);
  const hosts = requireDistinct([...imported.hosts, ...(options.host ?? []).map(parseHostFlag)]);
  if (hosts.length === 0) throw new ItomError("USAGE", "the ssh_config names no host without a wildcard");
  const judged = user === undefined ? true : judgeUser(user);
  if (judged !== true) throw new ItomError("USAGE", `--user: ${judged}`);
  return {
    hosts,
    ...(user !== undefined && { user }),
    ...(identity !== undefined && { identity }),
    sudo: options.sudo === true,
    checks: startingChecks,
  };
}
