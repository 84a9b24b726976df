export interface ArgumentSpecification {
  /** As commander writes it: `<host>`, `[pattern]`, `[words...]`. */
  readonly name: string;
  readonly summary: string;
}

export interface OptionSpecification {
  /** As commander writes it: `-t, --type <type>`, `--no-record`. */
  readonly flags: string;
  readonly summary: string;
  /** May be given several times; the value is then a list. */
  readonly repeat?: boolean;
  readonly choices?: readonly string[];
}
