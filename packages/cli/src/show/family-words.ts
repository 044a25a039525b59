import type { AfiSafi, FamilyName } from '@bgpeer/bgp-wire';
import { familyByCodes } from '@bgpeer/bgp-wire';

/** FRR's JSON key of a family. */
export type FamilyKey = 'ipv4Unicast' | 'ipv6Unicast';

const keys: Readonly<Record<FamilyName, FamilyKey>> = {
  'ipv4-unicast': 'ipv4Unicast',
  'ipv6-unicast': 'ipv6Unicast',
};

/** FRR's JSON key of a family: `ipv4Unicast`. */
export function familyKey(family: FamilyName): FamilyKey {
  return keys[family];
}

/** FRR's word for the address family alone: `ipv4`. */
export function addressFamilyWord(family: FamilyName): 'ipv4' | 'ipv6' {
  return family === 'ipv4-unicast' ? 'ipv4' : 'ipv6';
}

/** The families among these numbers that have a name here, in the order given. */
export function knownFamilies<Row extends AfiSafi>(
  rows: readonly Row[],
): { readonly family: FamilyName; readonly title: string; readonly row: Row }[] {
  return rows.flatMap((row) => {
    const family = familyByCodes(row.afi, row.safi);
    return family === undefined ? [] : [{ family: family.name, title: family.title, row }];
  });
}
