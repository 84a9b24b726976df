import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { userInfo } from "node:os";
import { ConnectionError } from "../../../lib/connection-error.js";
import { outlineConfig, questionFor, type ConfigOutline } from "./relevance.js";
import { parseSshG, type SshConfigSettings } from "./parse-ssh-g.js";
import { readConfigTexts } from "./read-config.js";

type Env = Readonly<Record<string, string | undefined>>;

/** Which files ssh reads, and the words that make it read them. */
interface ConfigFiles {
  readonly files: readonly { readonly path: string; readonly includeFrom: string }[];
  readonly words: readonly string[];
}

const systemConfig = { path: "/etc/ssh/ssh_config", includeFrom: "/etc/ssh" };
const timeoutMs = 10_000;

/** The home folder: HOME, else the password database's; undefined where neither knows. */
export function homeOf(env: Env): string | undefined {
  const given = env["HOME"];
  return given !== undefined && given !== "" ? given : accountHome();
}

function accountHome(): string | undefined {
  try {
    return userInfo().homedir;
  } catch {
    return undefined;
  }
}

/** Answers what ssh_config says of hosts, through the OpenSSH client, which is asked only when some file speaks to the host. */
export class SshConfig {
  readonly #outlines = new Map<string, Promise<ConfigOutline>>();
  readonly #answers = new Map<string, Promise<SshConfigSettings | undefined>>();
  readonly #home: string | undefined;

  constructor(private readonly env: Env) {
    this.#home = homeOf(env);
  }

  /** Undefined when no file says anything to the name, or the OpenSSH client is not installed. */
  async find(name: string, file: string | undefined): Promise<SshConfigSettings | undefined> {
    if (file === "none") return undefined;
    const { files, words } = this.#files(file);
    const place = files.map(({ path }) => path).join(":");
    let outline = this.#outlines.get(place);
    if (!outline) {
      outline = readConfigTexts(files, this.#home).then(outlineConfig);
      this.#outlines.set(place, outline);
    }
    const question = questionFor(await outline, name);
    if (question === undefined) return undefined;
    const key = `${place} ${question}`;
    let answer = this.#answers.get(key);
    if (!answer) this.#answers.set(key, (answer = this.#ask(name, words)));
    return answer;
  }

  /** ssh finds the user's file by the password database; with another HOME we name the file, and it then reads no other. */
  #files(file: string | undefined): ConfigFiles {
    if (file !== undefined) {
      return {
        files: [{ path: file, includeFrom: join(this.#home ?? dirname(file), ".ssh") }],
        words: ["-F", file],
      };
    }
    if (this.#home === undefined) return { files: [systemConfig], words: [] };
    const folder = join(this.#home, ".ssh");
    const own = { path: join(folder, "config"), includeFrom: folder };
    if (this.#home === accountHome()) return { files: [own, systemConfig], words: [] };
    return { files: [own], words: ["-F", own.path] };
  }

  async #ask(name: string, words: readonly string[]): Promise<SshConfigSettings | undefined> {
    const text = await askSsh([...words, "-G", "--", name], this.env);
    if (text === undefined) return undefined;
    const { hostName, ...rest } = parseSshG(text, this.#home);
    // Without a HostName ssh prints the name it was asked for, which is of no use to others who share this answer.
    return hostName === undefined || hostName === name.toLowerCase() ? rest : { ...rest, hostName };
  }
}

/** Undefined when there is no ssh; rejects when ssh does not accept its configuration. */
function askSsh(words: readonly string[], env: Env): Promise<string | undefined> {
  const options = { env: { ...env }, timeout: timeoutMs, maxBuffer: 1024 * 1024, encoding: "utf8" as const };
  return new Promise((resolve, reject) => {
    execFile("ssh", words, options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      if (error.code === "ENOENT") return resolve(undefined);
      const said = stderr.trim().split("\n")[0]?.slice(0, 300) ?? "";
      const why = said === "" ? `ended with ${String(error.code ?? error.signal)}` : `says: ${said}`;
      const hint = "correct the file, or set ssh.config: none to read none";
      reject(new ConnectionError("UNAVAILABLE", `ssh can't read its configuration; it ${why}`, hint));
    });
  });
}
