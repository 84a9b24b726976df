import type { Prompt } from "../../terminal/prompt.js";
import { judgeAddress, judgeName, judgeUser, startingChecks, type Answers, type NewHost } from "./answers.js";

export interface Known {
  /** The hosts of the user's ssh_config. */
  readonly sshHosts: readonly NewHost[];
  readonly user: string | undefined;
}

/** The wizard. */
export async function askAnswers(prompt: Prompt, known: Known): Promise<Answers> {
  const taken = await askForSshHosts(prompt, known.sshHosts);
  const hosts = [...taken, ...(await askForHosts(prompt, taken))];
  const user = await prompt.text("Log in as", {
    ...(known.user !== undefined && { default: known.user }),
    judge: judgeUser,
  });
  const identity = await prompt.text("Private key (empty: the agent's and ssh's usual ones)");
  const sudo = await prompt.confirm("May checks become root with sudo where they need it?", false);
  const checks = await prompt.choose("Check on every host", startingChecks);
  return {
    hosts,
    user,
    ...(identity !== "" && { identity }),
    sudo,
    checks: startingChecks.filter((check) => checks.includes(check)),
  };
}

async function askForSshHosts(prompt: Prompt, sshHosts: readonly NewHost[]): Promise<readonly NewHost[]> {
  if (sshHosts.length === 0) return [];
  const names = sshHosts.map(({ name }) => name);
  const chosen = await prompt.choose("Hosts to take from ~/.ssh/config", names);
  return sshHosts.filter(({ name }) => chosen.includes(name));
}

async function askForHosts(prompt: Prompt, taken: readonly NewHost[]): Promise<NewHost[]> {
  const hosts: NewHost[] = [];
  for (;;) {
    const names = new Set([...taken, ...hosts].map((host) => host.name));
    const message = names.size === 0 ? "Name of a host" : "Name of another host (empty: no more)";
    const name = await prompt.text(message, { judge: (answer) => judgeNewName(answer, names) });
    if (name === "") return hosts;
    const address = await prompt.text(`Address of ${name}`, { default: name, judge: judgeAddress });
    hosts.push({ name, address });
  }
}

function judgeNewName(name: string, names: ReadonlySet<string>): string | true {
  if (name === "") return names.size > 0 || "an inventory needs a host";
  return names.has(name) ? `${name} is there already` : judgeName(name);
}
