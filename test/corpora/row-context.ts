import { familyByCodes, familyNames, familyOf, nlriFamilyByCodes, type WireContext } from '@bgpeer/bgp-wire';
import { familiesOfTitles, familyTitleOf } from './family-titles.ts';

/** What a row says of the session that its octets belong to. */
export interface RowContext {
  readonly as4?: boolean;
  readonly addPath?: readonly string[];
  readonly session?: 'ebgp' | 'ibgp';
  readonly asn?: { readonly local: number; readonly peer: number };
}

/** The families beyond the routed ones: those that the codec has no objects for come through as octets. */
const otherFamilies = familiesOfTitles.filter(({ afi, safi }) => familyByCodes(afi, safi) === undefined);

/** The session of a row: with every family, so that nothing is passed over for want of negotiation. */
export function wireContextOf({ as4 = true, addPath = [], session, asn }: RowContext = {}): WireContext {
  const isExternal = session === 'ebgp' || (asn !== undefined && asn.local !== asn.peer);
  return {
    fourOctetAsNumbers: as4,
    extendedMessages: false,
    families: familyNames,
    addPath: familyNames.filter((name) => addPath.includes(familyOf(name).title.toLowerCase())),
    extendedNextHop: ['ipv4-unicast'],
    otherFamilies: otherFamilies.map(({ afi, safi }) => ({
      afi,
      safi,
      addPath: addPath.includes(familyTitleOf(afi, safi) ?? ''),
    })),
    session: isExternal ? 'external' : 'internal',
  };
}

/** Whether the codec reads the NLRI of a family as objects. */
export function isKnownFamily({ afi, safi }: { readonly afi: number; readonly safi: number }): boolean {
  return nlriFamilyByCodes(afi, safi) !== undefined;
}
