import type { AsPath } from '@bgpeer/bgp-wire';

/**
 * The AS_PATH of an aggregate that keeps the AS numbers of what it is made of (RFC 4271, section 9.2.2.2 and appendix F.6):
 * the sequence that all paths begin with, then every other AS number once, in an AS_SET.
 */
export function aggregateAsPath(paths: readonly AsPath[]): AsPath {
  const sequences = paths.map(leadingSequence);
  const [first = []] = sequences;
  let sharedCount = 0;
  while (
    sharedCount < first.length &&
    sequences.every((sequence) => sequence[sharedCount] === first[sharedCount])
  )
    sharedCount += 1;
  const shared = first.slice(0, sharedCount);
  const rest = new Set<number>();
  for (const path of paths)
    for (const asNumber of path.flatMap(({ asNumbers }) => asNumbers).slice(sharedCount)) rest.add(asNumber);
  for (const asNumber of shared) rest.delete(asNumber);
  return [
    ...(shared.length > 0 ? [{ type: 'AS_SEQUENCE', asNumbers: shared } as const] : []),
    ...(rest.size > 0 ? [{ type: 'AS_SET', asNumbers: [...rest].sort((a, b) => a - b) } as const] : []),
  ];
}

/** The AS numbers before the first segment that is no AS_SEQUENCE. */
function leadingSequence(path: AsPath): readonly number[] {
  const end = path.findIndex(({ type }) => type !== 'AS_SEQUENCE');
  return path.slice(0, end === -1 ? path.length : end).flatMap(({ asNumbers }) => asNumbers);
}
