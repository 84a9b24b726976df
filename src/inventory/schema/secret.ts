import { z } from "zod";
import { matching, section } from "./basics.js";

const expected = "a secret: {env: NAME}, {file: PATH}, {command: [PROGRAM, …]} or text";
const nonEmpty = z.string({ error: expected }).min(1, { error: expected });
const variable = matching(/^[A-Za-z_][A-Za-z0-9_]*$/, "the name of an environment variable");
const word = z.string({ error: "[PROGRAM, WORD, …]" }).min(1, { error: "[PROGRAM, WORD, …]" });
const words = z.tuple([word], word, { error: "[PROGRAM, WORD, …]" });

/** Where a secret is, or the secret itself. */
export const secret = z
  .union(
    [
      section({ env: variable }, expected),
      section({ file: nonEmpty }, expected),
      section({ command: words }, expected),
      nonEmpty,
    ],
    { error: expected },
  )
  .meta({
    id: "secret",
    description: "A secret: {env: NAME}, {file: PATH}, {command: [PROGRAM, WORD…]}, or the text itself",
  });

export type WrittenSecret = z.output<typeof secret>;
