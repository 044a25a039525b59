/**
 * What of a JSON value is asked for by another one: its keys, and for every element of its lists the element that has
 * the same, or else one that has not. Null asks for a key that is absent, and stands for one.
 */
export function askedKeysOf(value: unknown, asked: unknown): unknown {
  if (Array.isArray(asked)) return Array.isArray(value) ? askedElements(value, asked) : value;
  if (typeof asked !== 'object' || asked === null) return value ?? null;
  if (typeof value !== 'object' || value === null) return value ?? null;
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(asked).map(([key, below]) => [key, askedKeysOf(fields[key], below)]),
  );
}

function askedElements(values: readonly unknown[], asked: readonly unknown[]): unknown[] {
  const left = [...values];
  return asked.map((element) => {
    const wanted = JSON.stringify(element);
    const place = left.findIndex((value) => JSON.stringify(askedKeysOf(value, element)) === wanted);
    const [found] = left.splice(Math.max(place, 0), 1);
    return askedKeysOf(found, element);
  });
}
