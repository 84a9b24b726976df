import type { AnyAuthMethod, KeyboardInteractiveCallback, Prompt } from "ssh2";
import { ConnectionError } from "../../lib/connection-error.js";
import type { SecretsPort } from "../../ports/secrets.js";
import type { KeyAttempt, KeyAttempts } from "./attempts.js";
import { formatPlace } from "./hop.js";
import type { Route } from "./route.js";

/** Offers keys and then the password to one server, each once: a failed attempt is never repeated. */
export class Authenticator {
  /** Why no further method could be tried. */
  failure: ConnectionError | undefined;
  readonly #tried: string[] = [];
  #offered: readonly string[] = [];
  #keys: KeyAttempt[];
  #passwordSent = false;
  #asked = false;

  constructor(
    private readonly route: Route,
    private readonly plan: KeyAttempts,
    private readonly secrets: SecretsPort,
  ) {
    this.#keys = [...plan.attempts];
  }

  /** What to try next, or false. `offered` is null before the first attempt. Never rejects. */
  async next(offered: readonly string[] | null): Promise<AnyAuthMethod | false> {
    if (offered) this.#offered = offered;
    const key = this.#accepts("publickey") ? this.#keys.shift() : undefined;
    if (key) {
      this.#tried.push(key.label);
      return key.method;
    }
    if (offered === null && !this.#asked) {
      // The way the password is to be sent depends on what the server offers.
      this.#asked = true;
      return { type: "none", username: this.route.user };
    }
    return this.#password();
  }

  #accepts(method: string): boolean {
    return this.#offered.length === 0 || this.#offered.includes(method);
  }

  async #password(): Promise<AnyAuthMethod | false> {
    const { password, user: username } = this.route;
    const method = ["password", "keyboard-interactive"].find((name) => this.#offered.includes(name));
    if (!password || method === undefined || this.#passwordSent) return false;
    this.#passwordSent = true;
    this.#tried.push(method === "password" ? "password" : "keyboard-interactive with the password");
    try {
      const secret = await this.secrets.resolve(password);
      if (method === "password") return { type: "password", username, password: secret };
      return { type: "keyboard-interactive", username, prompt: answerOnce(secret) };
    } catch (error) {
      this.failure = error instanceof ConnectionError ? error : undefined;
      return false;
    }
  }

  /** What to tell when the server let us in by nothing. */
  error(): ConnectionError {
    if (this.failure) return this.failure;
    const { user, address, port, password } = this.route;
    const tried = this.#tried.length === 0 ? "there was nothing to try" : `tried ${this.#tried.join(", ")}`;
    const offers = this.#offered.length === 0 ? "" : `; the server accepts ${this.#offered.join(", ")}`;
    const notes = this.plan.notes.length === 0 ? "" : `; ${this.plan.notes.join("; ")}`;
    const hint = this.#passwordSent
      ? "check ssh.user and ssh.password"
      : this.#offered.includes("publickey") || password
        ? `check ssh.user and ssh.identity; the key must stand in ~${user}/.ssh/authorized_keys there`
        : "set ssh.password to a secret";
    return new ConnectionError(
      "AUTH",
      `${formatPlace(address, port)} refused ${user}: ${tried}${offers}${notes}`,
      hint,
    );
  }
}

/** Answers one hidden prompt with the password, and nothing else: neither a second round nor a question that is not one. */
function answerOnce(password: string) {
  let answered = false;
  return (
    _name: string,
    _text: string,
    _lang: string,
    prompts: Prompt[],
    finish: KeyboardInteractiveCallback,
  ): void => {
    const isPasswordPrompt = prompts.length === 1 && prompts[0]?.echo !== true;
    finish(!answered && isPasswordPrompt ? [password] : prompts.map(() => ""));
    answered = true;
  };
}
