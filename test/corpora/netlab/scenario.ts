/** A row of netlab's integration tests, its dotted keys unfolded. */
export interface ScenarioRow {
  readonly name: string;
  readonly topology: Tree;
  readonly validate: readonly {
    readonly id: string;
    readonly nodes?: readonly string[];
    readonly expect?: {
      readonly check: string;
      readonly args: readonly Written[];
      readonly with?: Readonly<Record<string, Written>>;
    };
  }[];
}

/** What is written out, or named by an expression over the topology. */
export type Written = string | number | boolean | readonly unknown[] | { readonly expr?: string };

/** What stands in a topology. */
export type Tree = Readonly<Record<string, unknown>>;

/** `bgp.as: 1` is `bgp: { as: 1 }`, at every depth. */
export function unfolded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unfolded);
  if (typeof value !== 'object' || value === null) return value;
  const tree: Record<string, unknown> = {};
  for (const [key, below] of Object.entries(value)) {
    const [first, ...rest] = key.split('.');
    const inner = rest.length === 0 ? unfolded(below) : unfolded({ [rest.join('.')]: below });
    tree[first] = merged(tree[first], inner);
  }
  return tree;
}

/** What stands at a path of a tree, of the type that the caller knows it has. */
export function at<Value>(tree: unknown, ...path: readonly string[]): Value | undefined {
  const found = path.reduce<unknown>(
    (below, key) => (typeof below === 'object' && below !== null ? (below as Tree)[key] : undefined),
    tree,
  );
  return (found ?? undefined) as Value | undefined;
}

function merged(one: unknown, other: unknown): unknown {
  const areTrees = [one, other].every(
    (each) => typeof each === 'object' && each !== null && !Array.isArray(each),
  );
  return areTrees ? { ...(one as Tree), ...(other as Tree) } : other;
}
