import process from "node:process";
import { configureGlobal } from "fast-check";

/** Property tests look at the same cases each time, so that a run can be repeated; ITOM_TEST_SEED=N looks at others. */
configureGlobal({ seed: Number(process.env["ITOM_TEST_SEED"] ?? 20_261_128) });
