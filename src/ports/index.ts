import type { SecretsPort } from "./secrets.js";
import type { ShellPort } from "./shell.js";

/** Everything a capability may reach the world through; cli/context wires it. */
export interface Ports {
  readonly shell: ShellPort;
  readonly secrets: SecretsPort;
}
