import type { LargeCommunity } from '../path-attributes.ts';

/** Well-known communities (IANA; RFC 1997, section 2, and later ones), by the names FRR writes. */
const wellKnownNames: ReadonlyMap<number, string> = new Map([
  [0x0000_0000, 'internet'],
  [0xffff_0000, 'graceful-shutdown'],
  [0xffff_0001, 'accept-own'],
  [0xffff_0002, 'route-filter-translated-v4'],
  [0xffff_0003, 'route-filter-v4'],
  [0xffff_0004, 'route-filter-translated-v6'],
  [0xffff_0005, 'route-filter-v6'],
  [0xffff_0006, 'llgr-stale'],
  [0xffff_0007, 'no-llgr'],
  [0xffff_0008, 'accept-own-nexthop'],
  [0xffff_029a, 'blackhole'],
  [0xffff_ff01, 'no-export'],
  [0xffff_ff02, 'no-advertise'],
  [0xffff_ff03, 'local-AS'],
  [0xffff_ff04, 'no-peer'],
]);

/** Other names people write for the same values (Cilium's among them). */
const otherNames: readonly (readonly [string, number])[] = [
  ['planned-shut', 0xffff_0000],
  ['no-export-subconfed', 0xffff_ff03],
];

const valuesByName = new Map([
  ...[...wellKnownNames].map(([value, name]) => [name.toLowerCase(), value] as const),
  ...otherNames,
]);

/** `65000:100`, or the name of a well-known community. */
export function formatCommunity(community: number): string {
  return wellKnownNames.get(community) ?? `${community >>> 16}:${community & 0xffff}`;
}

/** `65000:100`, a well-known community's name, or the whole as one number; undefined for anything else. */
export function parseCommunity(text: string): number | undefined {
  const known = valuesByName.get(text.toLowerCase());
  if (known !== undefined) return known;
  const numbers = parseNumbers(text);
  if (numbers?.length === 1) return numbers[0];
  if (numbers?.length !== 2 || numbers[0] > 0xffff || numbers[1] > 0xffff) return undefined;
  return numbers[0] * 65_536 + numbers[1];
}

/** `65000:1:2` (RFC 8092, section 4). */
export function formatLargeCommunity(community: LargeCommunity): string {
  return community.join(':');
}

/** Three numbers of four octets each between colons; undefined for anything else. */
export function parseLargeCommunity(text: string): LargeCommunity | undefined {
  const numbers = parseNumbers(text);
  return numbers?.length === 3 ? [numbers[0], numbers[1], numbers[2]] : undefined;
}

/** Unsigned 32-bit numbers between colons, without leading zeros (RFC 8092, section 4). */
function parseNumbers(text: string): number[] | undefined {
  const numbers: number[] = [];
  for (const part of text.split(':')) {
    if (!/^(?:0|[1-9]\d{0,9})$/.test(part) || Number(part) > 0xffff_ffff) return undefined;
    numbers.push(Number(part));
  }
  return numbers;
}
