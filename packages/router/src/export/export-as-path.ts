import { type AsPath, type AsPathSegment, prependAsPath } from '@bgpeer/bgp-wire';
import type { ExportCase } from './export-case.ts';
import type { ExportOptions } from './export-options.ts';

/** RFC 6996, section 5. */
const privateRanges = [
  [64_512, 65_534],
  [4_200_000_000, 4_294_967_294],
] as const;

/** The path as a policy sees it: `remove-private-AS` and `as-override` come before the policy, as in FRR. */
export function asPathBeforePolicy(asPath: AsPath, options: ExportOptions): AsPath {
  if (options.session === 'internal') return asPath;
  return withOverride(withoutPrivate(asPath, options), options);
}

/**
 * The path to send: to an external peer with our AS number in front (RFC 4271, section 5.1.2), or the one that the peer
 * knows us by, before ours or alone (RFC 7705, section 3.3). An empty path gets it in any case.
 */
export function asPathToSend(asPath: AsPath, exportCase: ExportCase, options: ExportOptions): AsPath {
  if (options.session === 'internal') return asPath;
  const staysAsItIs =
    options.attributesUnchanged.asPath || (options.routeServerClient && exportCase.kind !== 'local');
  if (staysAsItIs && asPath.length > 0) return asPath;
  const { localAs, localAsNumber, removePrivateAs } = options;
  if (localAs === undefined) return prependAsPath(asPath, localAsNumber);
  // As FRR has it: where private AS numbers are removed, one of our own is no exception.
  const isRemoved = removePrivateAs !== undefined && isPrivate(localAsNumber);
  const behind = localAs.replaceAs || isRemoved ? asPath : prependAsPath(asPath, localAsNumber);
  return prependAsPath(behind, localAs.asNumber);
}

/**
 * As FRR does it: without `all` only a path of nothing but private AS numbers is touched. The peer's own number stays,
 * so that the peer still sees a loop.
 */
function withoutPrivate(asPath: AsPath, options: ExportOptions): AsPath {
  const { removePrivateAs, localAsNumber, peerAsNumber } = options;
  if (removePrivateAs === undefined) return asPath;
  const isAllPrivate = asPath.every(({ asNumbers }) => asNumbers.every(isPrivate));
  if (!removePrivateAs.all && !isAllPrivate) return asPath;
  const goes = (asNumber: number): boolean => isPrivate(asNumber) && asNumber !== peerAsNumber;
  if (removePrivateAs.replaceAs)
    return mapAsNumbers(asPath, (asNumber) => (goes(asNumber) ? localAsNumber : asNumber));
  return asPath
    .map((segment) => ({ ...segment, asNumbers: segment.asNumbers.filter((asNumber) => !goes(asNumber)) }))
    .filter(({ asNumbers }) => asNumbers.length > 0)
    .reduce<AsPath>(joinSegments, []);
}

/** Two sequences that have come together are one (a path is compared, and written, by its segments). */
function joinSegments(path: AsPath, segment: AsPathSegment): AsPath {
  const last = path.at(-1);
  if (last?.type !== 'AS_SEQUENCE' || segment.type !== 'AS_SEQUENCE') return [...path, segment];
  if (last.asNumbers.length + segment.asNumbers.length > 255) return [...path, segment];
  return [...path.slice(0, -1), { ...last, asNumbers: [...last.asNumbers, ...segment.asNumbers] }];
}

/** `as-override`: sites of one AS reach each other through us; our own number, as FRR has it, beside a `local-as` too. */
function withOverride(asPath: AsPath, options: ExportOptions): AsPath {
  const { asOverride, peerAsNumber, localAsNumber } = options;
  if (!asOverride) return asPath;
  return mapAsNumbers(asPath, (asNumber) => (asNumber === peerAsNumber ? localAsNumber : asNumber));
}

function mapAsNumbers(asPath: AsPath, become: (asNumber: number) => number): AsPath {
  return asPath.map((segment) => ({ ...segment, asNumbers: segment.asNumbers.map(become) }));
}

function isPrivate(asNumber: number): boolean {
  return privateRanges.some(([first, last]) => asNumber >= first && asNumber <= last);
}
