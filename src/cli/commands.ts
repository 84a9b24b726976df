import { demoCommand } from "../commands/demo/command.js";
import { checkCommand } from "../commands/check/command.js";
import { gateCommand } from "../commands/gate/command.js";
import { stateVerifyCommand } from "../commands/state-verify/command.js";
import type { CommandSpecification } from "./specification.js";

/** Every command, in the order of `itom --help`: one import and one line each. */
export const commands: readonly CommandSpecification[] = [
  checkCommand,
  gateCommand,
  stateVerifyCommand,
  demoCommand,
];
