/** A formula that was read: `variables` are its names. */
export interface Formula {
  readonly variables: readonly string[];
  /** The value for these numbers; NaN or infinite where it has none, as after a division by zero. */
  evaluate(values: ReadonlyMap<string, number>): number;
}

type Node = (values: ReadonlyMap<string, number>) => number;

const functions: Readonly<Record<string, (...values: number[]) => number>> = {
  min: Math.min,
  max: Math.max,
  abs: (value = Number.NaN) => Math.abs(value),
  sum: (...values) => values.reduce((total, value) => total + value, 0),
  avg: (...values) => values.reduce((total, value) => total + value, 0) / values.length,
};

const longest = 500;

/** Reads a formula of numbers, names, + - * / ( ), min, max, abs, sum and avg; undefined where it is none. */
export function parseFormula(text: string): Formula | undefined {
  if (text.length > longest) return undefined;
  const tokens = text.match(/\d+(?:\.\d+)?|[A-Za-z_]\w*|[-+*/(),]|\S/g) ?? [];
  const parser = new Parser(tokens);
  const node = parser.sum();
  if (!node || !parser.atEnd) return undefined;
  return { variables: [...parser.variables], evaluate: node };
}

/** Recursive descent; a method gives undefined where what it looks for is not there. */
class Parser {
  readonly variables = new Set<string>();
  #at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  get atEnd(): boolean {
    return this.#at === this.tokens.length;
  }

  sum(): Node | undefined {
    return this.#chain(["+", "-"], () => this.#product());
  }

  #product(): Node | undefined {
    return this.#chain(["*", "/"], () => this.#factor());
  }

  #chain(operators: readonly string[], operand: () => Node | undefined): Node | undefined {
    let left = operand();
    for (
      let operator = this.#take(operators);
      operator !== undefined && left;
      operator = this.#take(operators)
    ) {
      const right = operand();
      left = right && combine(operator, left, right);
    }
    return left;
  }

  #factor(): Node | undefined {
    const token = this.tokens[this.#at++];
    if (token === undefined) return undefined;
    if (token === "-") return negate(this.#factor());
    if (token === "(") {
      const inner = this.sum();
      return this.#take([")"]) === undefined ? undefined : inner;
    }
    if (/^\d/.test(token)) return () => Number(token);
    if (!/^[A-Za-z_]/.test(token)) return undefined;
    if (Object.hasOwn(functions, token) && this.#take(["("]) !== undefined)
      return this.#call(functions[token]);
    this.variables.add(token);
    return (values) => values.get(token) ?? Number.NaN;
  }

  #call(called: ((...values: number[]) => number) | undefined): Node | undefined {
    const list: Node[] = [];
    do {
      const argument = this.sum();
      if (!argument) return undefined;
      list.push(argument);
    } while (this.#take([","]) !== undefined);
    if (this.#take([")"]) === undefined || !called) return undefined;
    return (values) => called(...list.map((argument) => argument(values)));
  }

  #take(wanted: readonly string[]): string | undefined {
    const token = this.tokens[this.#at];
    if (token === undefined || !wanted.includes(token)) return undefined;
    this.#at += 1;
    return token;
  }
}

function negate(node: Node | undefined): Node | undefined {
  return node && ((values) => -node(values));
}

function combine(operator: string, left: Node, right: Node): Node {
  if (operator === "+") return (values) => left(values) + right(values);
  if (operator === "-") return (values) => left(values) - right(values);
  return operator === "*"
    ? (values) => left(values) * right(values)
    : (values) => left(values) / right(values);
}
