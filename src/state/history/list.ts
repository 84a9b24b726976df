import { createHash } from "node:crypto";

/** The checks of one run line, in order, said once in a day; its key is made of its content, as a declaration's is. */
export interface CheckList {
  readonly l: string;
  /** Declarations' keys. */
  readonly k: readonly string[];
}

/** A check whose values get other labels costs a list of this many keys. */
export const checksPerList = 250;

export function declareList(k: readonly string[]): CheckList {
  const l = createHash("sha256").update(k.join(" ")).digest("base64url").slice(0, 10);
  return { l, k };
}
