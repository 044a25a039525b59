/** What people read, and no route is treated by. */
const ignoredKeys: ReadonlySet<string> = new Set(['place', 'description']);

/** A text that is equal for values that say the same, in whatever order their keys stand and wherever they were written. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([key, field]) => field !== undefined && !ignoredKeys.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalText(field)}`);
  return `{${fields.join(',')}}`;
}
