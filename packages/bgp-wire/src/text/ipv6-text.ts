import { formatIpv4, parseIpv4 } from './ipv4-text.ts';

const groupCount = 8;

/** Sixteen octets of an IPv6 address in any form of RFC 4291, section 2.2; undefined when it is none. */
export function parseIpv6(text: string): Uint8Array | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0], halves.length === 1);
  const tail = halves.length === 2 ? parseGroups(halves[1], true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const written = head.length + tail.length;
  // "::" stands for at least one group of zeros.
  if (halves.length === 2 ? written >= groupCount : written !== groupCount) return undefined;
  const groups = [...head, ...new Array<number>(groupCount - written).fill(0), ...tail];
  const octets = new Uint8Array(16);
  groups.forEach((group, index) => {
    octets[index * 2] = group >>> 8;
    octets[index * 2 + 1] = group;
  });
  return octets;
}

/** The canonical text of an IPv6 address (RFC 5952): sections 4, and 5 for IPv4-mapped addresses. */
export function formatIpv6(octets: Uint8Array): string {
  const groups: number[] = [];
  for (let index = 0; index < groupCount; index++)
    groups.push((octets[index * 2] << 8) | octets[index * 2 + 1]);
  if (groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0)) {
    return `::ffff:${formatIpv4(((groups[6] << 16) | groups[7]) >>> 0)}`;
  }
  const run = longestRunOfZeros(groups);
  if (run.count < 2) return formatGroups(groups);
  return `${formatGroups(groups.slice(0, run.start))}::${formatGroups(groups.slice(run.start + run.count))}`;
}

function formatGroups(groups: readonly number[]): string {
  return groups.map((group) => group.toString(16)).join(':');
}

/** The first of the longest ones (RFC 5952, section 4.2.3). */
function longestRunOfZeros(groups: readonly number[]): { start: number; count: number } {
  let longest = { start: 0, count: 0 };
  let count = 0;
  for (let index = 0; index < groupCount; index++) {
    count = groups[index] === 0 ? count + 1 : 0;
    if (count > longest.count) longest = { start: index - count + 1, count };
  }
  return longest;
}

/** Groups between colons; the last may be a dotted quad when it ends the address. */
function parseGroups(text: string, endsAddress: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (endsAddress && index === parts.length - 1 && part.includes('.')) {
      const embedded = parseIpv4(part);
      if (embedded === undefined) return undefined;
      groups.push(embedded >>> 16, embedded & 0xffff);
    } else {
      if (!/^[0-9a-f]{1,4}$/i.test(part)) return undefined;
      groups.push(Number.parseInt(part, 16));
    }
  }
  return groups;
}
