import { z } from "zod";
import { section } from "./basics.js";

const expected = "a secret: {env: NAME}, {file: PATH}, {command: [PROGRAM, …]} or text";
const nonEmpty = z.string().min(1);

/** Where a secret is, or the secret itself. */
export const secret = z
  .union(
    [
      section({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/) }, expected),
      section({ file: nonEmpty }, expected),
      section({ command: z.tuple([nonEmpty], z.string()) }, expected),
      nonEmpty,
    ],
    { error: expected },
  )
  .describe("A secret: {env: NAME}, {file: PATH}, {command: [PROGRAM, WORD…]}, or the text itself");

export type WrittenSecret = z.output<typeof secret>;
