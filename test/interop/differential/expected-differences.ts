import type { Difference } from './differences.ts';
import { device } from './scenario.ts';

/** A difference from FRR 8.4.4 that is meant to be, and why. */
export interface ExpectedDifference {
  readonly why: string;
  readonly covers: (difference: Difference) => boolean;
}

/** Each with its reason: where a difference is our fault it is mended instead. */
export const expectedDifferences: readonly ExpectedDifference[] = [
  {
    why: 'FRR takes the ORIGIN of an aggregate from every path of the prefixes in it; here only from those that are selected, which are what is aggregated (RFC 4271, section 9.2.2.2)',
    covers: ({ where, prefix, field, frr, bgpeer }) =>
      prefix === aggregatePrefix &&
      (where === 'table'
        ? field === 'origin'
        : [bgpeer, withoutOwnPath(bgpeer)].some(
            (ours) => without(frr, 'origin') === without(ours, 'origin'),
          )),
  },
  {
    why: 'FRR gives what it reflects a MED of 0 where there was none; a reflector modifies no attribute (RFC 4456, section 10)',
    covers: ({ frr, bgpeer }) =>
      isReflected(frr) && hasField(frr, 'metric 0') && without(frr, 'metric') === String(bgpeer),
  },
  {
    why: 'FRR tells a peer that shares its update group with others to reach a prefix through itself; nobody is told so here (RFC 4271, section 5.1.3)',
    covers: ({ where, frr, bgpeer }) =>
      hasField(frr, `nextHop ${where}`) &&
      hasField(bgpeer, `nextHop ${device.address}`) &&
      without(frr, 'nextHop') === without(bgpeer, 'nextHop'),
  },
  {
    why: 'FRR sends clients of its route server an empty AS_PATH where the path begins here; an external peer finds an AS in every path of ours (RFC 4271, section 5.1.2)',
    covers: ({ frr, bgpeer }) => withoutOwnPath(bgpeer) === frr,
  },
  {
    why: 'Whether a best route was best before hangs on how many changes one run of the decision process takes at once: the route is the same, one run later its age is the reason (RFC 5004)',
    covers: ({ field, frr, bgpeer }) =>
      field === 'selectionReason' && [frr, bgpeer].toSorted().join() === 'Older Path,Router ID',
  },
  {
    why: 'Of three paths and more FRR names the last of its comparisons of two, in the order of its list, which hangs on what was compared before; the best path is the same',
    covers: ({ field, pathCount = 0 }) => field === 'selectionReason' && pathCount > 2,
  },
];

const aggregatePrefix = '10.1.0.0/16';

/** The words of an advertised route but for one field. */
function without(advertised: unknown, field: string): string {
  return fieldsOf(advertised)
    .filter((text) => text.split(' ')[0] !== field)
    .join(', ');
}

/** Without an AS_PATH of nothing but our own AS number and the one of `local-as`. */
function withoutOwnPath(advertised: unknown): string {
  return fieldsOf(advertised)
    .filter((text) => !/^asPath( (65000|64999))+$/.test(text))
    .join(', ');
}

function hasField(advertised: unknown, field: string): boolean {
  return fieldsOf(advertised).includes(field);
}

function isReflected(advertised: unknown): boolean {
  return fieldsOf(advertised).some((text) => text.startsWith('originatorId '));
}

function fieldsOf(advertised: unknown): string[] {
  return String(advertised).split(', ');
}

export function isExpected(difference: Difference): boolean {
  return expectedDifferences.some(({ covers }) => covers(difference));
}
