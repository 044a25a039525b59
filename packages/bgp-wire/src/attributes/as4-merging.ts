import type { AsPath, AsPathSegment } from '../path-attributes.ts';
import { asTrans } from '../text/as-numbers.ts';
import { asNumbersPerSegmentMax, asPathLength, isConfederationSegment } from '../text/as-paths.ts';
import type { AttributeDraft } from './path-attribute-row.ts';

/** Merges AS4_AGGREGATOR and AS4_PATH of a two-octet speaker into the attributes they complete (RFC 6793, section 4.2.3). */
export function mergeAs4Attributes(draft: AttributeDraft): void {
  const { as4Path, as4Aggregator, aggregator, asPath } = draft;
  // An AGGREGATOR that is not AS_TRANS was set by a speaker that knew of neither: both are out of date.
  const outOfDate =
    aggregator !== undefined && as4Aggregator !== undefined && aggregator.asNumber !== asTrans;
  if (outOfDate) return;
  if (aggregator !== undefined && as4Aggregator !== undefined) draft.aggregator = as4Aggregator;
  if (asPath !== undefined && as4Path !== undefined) draft.asPath = mergeAsPaths(asPath, as4Path);
}

/** AS4_PATH, led by what speakers that did not know of it have put before the path since. */
function mergeAsPaths(asPath: AsPath, as4Path: AsPath): AsPath {
  let lacking = asPathLength(asPath) - asPathLength(as4Path);
  // Shorter than AS4_PATH: the latter is ignored.
  if (lacking < 0) return asPath;
  const merged: AsPathSegment[] = [];
  for (const segment of asPath) {
    // Confederation segments count nothing and stay when they lead or follow a segment that stays.
    if (isConfederationSegment(segment)) {
      merged.push(segment);
    } else {
      if (lacking === 0) break;
      const kept = segment.type === 'AS_SET' ? segment.asNumbers : segment.asNumbers.slice(0, lacking);
      merged.push({ type: segment.type, asNumbers: kept });
      lacking -= segment.type === 'AS_SET' ? 1 : kept.length;
      if (kept.length < segment.asNumbers.length) break;
    }
  }
  return joinSequences(merged, as4Path);
}

/** One path after the other, their meeting AS_SEQUENCEs made one where a segment can hold both. */
function joinSequences(head: readonly AsPathSegment[], tail: AsPath): AsPath {
  const [last, first] = [head.at(-1), tail[0]];
  const joinable =
    last?.type === 'AS_SEQUENCE' &&
    first?.type === 'AS_SEQUENCE' &&
    last.asNumbers.length + first.asNumbers.length <= asNumbersPerSegmentMax;
  if (!joinable) return [...head, ...tail];
  const joined: AsPathSegment = {
    type: 'AS_SEQUENCE',
    asNumbers: [...last.asNumbers, ...first.asNumbers],
  };
  return [...head.slice(0, -1), joined, ...tail.slice(1)];
}
