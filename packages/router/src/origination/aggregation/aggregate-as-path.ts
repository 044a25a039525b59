import { type AsPath, type AsPathSegment, asNumbersPerSegmentMax } from '@bgpeer/bgp-wire';

/**
 * More AS numbers do not fit an attribute of 65,535 octets; so many fit no message with it, so that what is cut off here
 * is never missing from what a peer is sent.
 */
const asNumberCountMax = 16_350;

/**
 * The AS_PATH of an aggregate that keeps the AS numbers of what it is made of (RFC 4271, section 9.2.2.2 and appendix F.6):
 * the sequence that all paths begin with, then every other AS number once, in AS_SETs: one, as long as it can hold them.
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
  const room = Math.max(0, asNumberCountMax - shared.length);
  return [
    ...segments('AS_SEQUENCE', shared),
    ...segments('AS_SET', [...rest].sort((a, b) => a - b).slice(0, room)),
  ];
}

function segments(type: AsPathSegment['type'], asNumbers: readonly number[]): AsPathSegment[] {
  const made: AsPathSegment[] = [];
  for (let start = 0; start < asNumbers.length; start += asNumbersPerSegmentMax)
    made.push({ type, asNumbers: asNumbers.slice(start, start + asNumbersPerSegmentMax) });
  return made;
}

/** The AS numbers before the first segment that is no AS_SEQUENCE. */
function leadingSequence(path: AsPath): readonly number[] {
  const end = path.findIndex(({ type }) => type !== 'AS_SEQUENCE');
  return path.slice(0, end === -1 ? path.length : end).flatMap(({ asNumbers }) => asNumbers);
}
