import { demoCommand } from "../commands/demo/command.js";
import { checkCommand } from "../commands/check/command.js";
import { reportAvailabilityCommand } from "../commands/report-availability/command.js";
import { historyCommand } from "../commands/history/command.js";
import { checkAddCommand } from "../commands/check-add/command.js";
import { gateCommand } from "../commands/gate/command.js";
import { initCommand } from "../commands/init/command.js";
import { inventoryListCommand } from "../commands/inventory-list/command.js";
import { inventorySchemaCommand } from "../commands/inventory-schema/command.js";
import { inventoryShowCommand } from "../commands/inventory-show/command.js";
import { inventoryValidateCommand } from "../commands/inventory-validate/command.js";
import { stateVerifyCommand } from "../commands/state-verify/command.js";
import { stateCompactCommand } from "../commands/state-compact/command.js";
import { doctorCommand } from "../commands/doctor/command.js";
import type { CommandSpecification } from "./specification.js";

/** Every command, in the order of `itom --help`: one import and one line each. */
export const commands: readonly CommandSpecification[] = [
  checkCommand,
  checkAddCommand,
  gateCommand,
  historyCommand,
  reportAvailabilityCommand,
  initCommand,
  inventoryListCommand,
  inventoryShowCommand,
  inventoryValidateCommand,
  inventorySchemaCommand,
  stateVerifyCommand,
  stateCompactCommand,
  doctorCommand,
  demoCommand,
];
