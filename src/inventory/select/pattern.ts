/** One word of a pattern. */
export type Atom =
  | { readonly kind: "all" }
  /** A host or a group. */
  | { readonly kind: "name"; readonly name: string }
  /** `web*`, `db?`: hosts by name. */
  | { readonly kind: "glob"; readonly glob: string }
  /** `web[01:20]`: hosts or groups by name, those that there are. */
  | { readonly kind: "range"; readonly range: string }
  /** `~^web\d`: hosts whose name has a match. */
  | { readonly kind: "regex"; readonly source: string }
  /** `tag:prod`, a glob too. */
  | { readonly kind: "tag"; readonly tag: string }
  /** `service:shop`, a glob too: what the service needs or, as the target of a check, the service itself. */
  | { readonly kind: "service"; readonly service: string }
  /** `state:critical`: hosts with a check in that state. */
  | { readonly kind: "state"; readonly state: string }
  /** `@file`: hosts that a file lists. */
  | { readonly kind: "file"; readonly path: string }
  /** `@last:failed`: hosts by their result in the last run. */
  | { readonly kind: "last"; readonly result: string };

export type Operation = "union" | "intersect" | "exclude";

export interface Term {
  readonly operation: Operation;
  readonly atom: Atom;
}

/** Unions first, then all intersections, then all exclusions, in whatever order they are written. */
export type Pattern = readonly Term[];

const signs: Readonly<Record<Operation, string>> = { union: "", intersect: "&", exclude: "!" };

/** Writes a pattern so that `parsePattern` reads the same again. */
export function printPattern(pattern: Pattern): string {
  return pattern.map(({ operation, atom }) => signs[operation] + printAtom(atom)).join(",");
}

export function printAtom(atom: Atom): string {
  switch (atom.kind) {
    case "all":
      return "all";
    case "name":
      return atom.name;
    case "glob":
      return atom.glob;
    case "range":
      return atom.range;
    case "regex":
      return `~${atom.source}`;
    case "tag":
      return `tag:${atom.tag}`;
    case "service":
      return `service:${atom.service}`;
    case "state":
      return `state:${atom.state}`;
    case "file":
      return `@${atom.path}`;
    case "last":
      return `@last:${atom.result}`;
  }
}
