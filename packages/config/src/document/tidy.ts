/**
 * A document without keys that hold nothing and without parts that say nothing, so that two documents that say the
 * same are equal. A peer group stays, even an empty one: it has a name. The top-level lists stay too.
 */
export function tidyDocument<Document extends { peerGroups: object }>(document: Document): Document {
  const tidy = Object.entries(document).flatMap(([key, value]) => {
    if (key === 'peerGroups') return [[key, tidyGroups(value as object)] as const];
    if (key === 'policies' && value !== undefined) return tidyPolicies(value as object);
    if (Array.isArray(value)) return [[key, value.map(tidyPart)] as const];
    const part = tidyPart(value);
    return saysNothing(part) ? [] : [[key, part] as const];
  });
  return Object.fromEntries(tidy) as Document;
}

function tidyGroups(groups: object): object {
  return Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, tidyPart(group)]));
}

/** A list of policies stays as it is, even an empty one: it has a name. A kind of which there is none goes. */
function tidyPolicies(policies: object): [string, object][] {
  const kinds = Object.entries(policies).filter(([, lists]) => !saysNothing(lists));
  return kinds.length === 0 ? [] : [['policies', Object.fromEntries(kinds)]];
}

function tidyPart(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const tidy = Object.entries(value)
    .map(([key, inner]) => [key, tidyPart(inner)] as const)
    .filter(([, inner]) => !saysNothing(inner));
  return Object.fromEntries(tidy);
}

function saysNothing(value: unknown): boolean {
  return (
    value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
  );
}
