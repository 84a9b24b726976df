/** Finds cycles in a directed graph, each as its nodes in order; one for each edge that closes one, found in one walk. */
export function findCycles(edges: ReadonlyMap<string, readonly string[]>, most = 20): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  for (const start of edges.keys()) {
    if (!done.has(start)) walk(start, edges, done, cycles);
    if (cycles.length >= most) break;
  }
  return cycles.slice(0, most);
}

/** Depth first with a stack of its own, since a chain of hosts can be longer than the call stack. */
function walk(
  start: string,
  edges: ReadonlyMap<string, readonly string[]>,
  done: Set<string>,
  cycles: string[][],
): void {
  const stack = [{ node: start, next: 0 }];
  const depth = new Map([[start, 0]]);
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const target = edges.get(top.node)?.[top.next];
    top.next += 1;
    if (target === undefined) {
      done.add(top.node);
      depth.delete(top.node);
      stack.pop();
      continue;
    }
    const seenAt = depth.get(target);
    if (seenAt !== undefined) cycles.push(stack.slice(seenAt).map(({ node }) => node));
    else if (!done.has(target)) {
      depth.set(target, stack.length);
      stack.push({ node: target, next: 0 });
    }
  }
}
