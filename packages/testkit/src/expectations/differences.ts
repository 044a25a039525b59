/** A field that is not as expected, by its path from the top: `attributes.asPath[0].type`. */
export interface Difference {
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Every field in which two values differ, in the order of fields. Octets count as one field; absent is as undefined. */
export function differencesOf(expected: unknown, actual: unknown, path = ''): readonly Difference[] {
  if (isBranch(expected) && isBranch(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].flatMap((key) => differencesOf(expected[key], actual[key], pathTo(path, key, expected)));
  }
  return textOf(expected) === textOf(actual) ? [] : [{ path, expected, actual }];
}

/** A line for each difference: `attributes.origin: expected "IGP", but got "EGP"`. */
export function formatDifferences(differences: readonly Difference[]): string {
  return differences
    .map(({ path, expected, actual }) => {
      const name = path === '' ? 'the whole' : path;
      return `${name}: expected ${textOf(expected)}, but got ${textOf(actual)}`;
    })
    .join('\n');
}

/** Octets as hexadecimal, everything else as JSON. */
function textOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value instanceof Uint8Array)
    return `octets ${[...value].map((octet) => octet.toString(16).padStart(2, '0')).join(' ') || '(none)'}`;
  return JSON.stringify(value);
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}

function pathTo(path: string, key: string, parent: unknown): string {
  if (Array.isArray(parent)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}
