import { advertisedText, type DeviceOutcome, type RoutingTable, type TablePath } from './routing-table.ts';
import type { Feeder } from './scenario.ts';

/** One thing in which two devices differ. */
export interface Difference {
  /** `table` or the feeder that was sent another route. */
  readonly where: string;
  readonly prefix: string;
  /** The path of the table, by where it came from. */
  readonly from?: string;
  /** How many paths FRR has for the prefix. */
  readonly pathCount?: number;
  /** The field, or `presence`. */
  readonly field: string;
  readonly frr: unknown;
  readonly bgpeer: unknown;
}

/** Everything in which the outcomes differ, in the order of prefixes. */
export function differencesBetween(
  feeders: readonly Feeder[],
  frr: DeviceOutcome,
  bgpeer: DeviceOutcome,
): Difference[] {
  return [
    ...tableDifferences(frr.table, bgpeer.table),
    ...feeders.flatMap(({ address }, index) =>
      keysOf(frr.advertised[index], bgpeer.advertised[index]).flatMap((prefix): Difference[] => {
        const [ofFrr, ofBgpeer] = [frr, bgpeer].map(({ advertised }) => {
          const attributes = advertised[index][prefix];
          return attributes === undefined ? 'absent' : advertisedText(attributes);
        });
        if (ofFrr === ofBgpeer) return [];
        return [{ where: address, prefix, field: 'advertised', frr: ofFrr, bgpeer: ofBgpeer }];
      }),
    ),
  ];
}

function tableDifferences(frr: RoutingTable, bgpeer: RoutingTable): Difference[] {
  return mapKeys(frr, bgpeer).flatMap((prefix) => {
    const [ofFrr, ofBgpeer] = [frr.get(prefix) ?? new Map(), bgpeer.get(prefix) ?? new Map()];
    return mapKeys(ofFrr, ofBgpeer).flatMap((from) =>
      pathDifferences(ofFrr.get(from), ofBgpeer.get(from)).map((difference) => ({
        where: 'table',
        prefix,
        from,
        pathCount: ofFrr.size,
        ...difference,
      })),
    );
  });
}

function pathDifferences(
  frr: TablePath | undefined,
  bgpeer: TablePath | undefined,
): Pick<Difference, 'field' | 'frr' | 'bgpeer'>[] {
  if (frr === undefined || bgpeer === undefined) {
    const presence = (path: TablePath | undefined): string => (path === undefined ? 'absent' : 'present');
    return [{ field: 'presence', frr: presence(frr), bgpeer: presence(bgpeer) }];
  }
  const fields = keysOf(frr, bgpeer) as (keyof TablePath)[];
  return fields
    .filter((field) => JSON.stringify(frr[field]) !== JSON.stringify(bgpeer[field]))
    .map((field) => ({ field, frr: frr[field], bgpeer: bgpeer[field] }));
}

function keysOf(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
}

function mapKeys(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].sort();
}
