import {
  attributeCategory,
  type FamilyName,
  familyOf,
  notificationCode,
  updateMessageErrorSubcode,
  type WireContext,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { afiSafiOctets, mpReachOctets } from '../attributes/mp-reach-nlri.ts';
import type { NlriMalformation } from '../families/family-arbitraries.ts';
import { familyArbitraries } from '../families/family-table.ts';
import { joinOctets } from '../octets.ts';
import { type RawUpdate, rawUpdateOctets, withRawAttribute } from '../raw-update.ts';
import type { MessageMalformation } from './message-arbitraries.ts';
import { soundUpdate } from './update-parts.ts';

/** A field of an UPDATE in which prefixes stand. */
interface NlriPlace {
  readonly name: string;
  /** The multiprotocol attribute; undefined for the message's own fields. */
  readonly attributeCode?: number;
  readonly spoil: (update: RawUpdate, family: FamilyName, nlri: Uint8Array) => RawUpdate;
}

const places: readonly NlriPlace[] = [
  { name: 'NLRI', spoil: (update, _family, nlri) => ({ ...update, nlri }) },
  { name: 'Withdrawn Routes', spoil: (update, _family, withdrawn) => ({ ...update, withdrawn }) },
  {
    name: 'MP_REACH_NLRI',
    attributeCode: 14,
    spoil: (update, family, nlri) =>
      withMultiprotocol(
        update,
        14,
        mpReachOctets(family, new Uint8Array(familyOf(family).addressOctetCount).fill(32), nlri),
      ),
  },
  {
    name: 'MP_UNREACH_NLRI',
    attributeCode: 15,
    spoil: (update, family, nlri) => withMultiprotocol(update, 15, joinOctets(afiSafiOctets(family), nlri)),
  },
];

/** Every fault of every family's prefixes, in every field where they may stand. */
export const nlriMalformations: readonly MessageMalformation[] = familyArbitraries.flatMap(
  ({ family, malformations }) =>
    places
      .filter(({ attributeCode }) => attributeCode !== undefined || family === 'ipv4-unicast')
      .flatMap((place) => malformations.map((malformation) => nlriFault(family, place, malformation))),
);

function nlriFault(
  family: FamilyName,
  place: NlriPlace,
  malformation: NlriMalformation,
): MessageMalformation {
  const { invalidNetworkField, optionalAttributeError } = updateMessageErrorSubcode;
  const { attributeCode } = place;
  return {
    name: `UPDATE: ${place.name}: ${familyOf(family).title}: ${malformation.name}`,
    reference: malformation.reference,
    expected: {
      treatment: 'session-reset',
      ...(attributeCode !== undefined && { attributeCode }),
      notification: {
        code: notificationCode.updateMessageError,
        subcode: attributeCode === undefined ? invalidNetworkField : optionalAttributeError,
      },
    },
    octets: (context) => spoiltOctets(context, family, place, malformation),
  };
}

function spoiltOctets(
  context: WireContext,
  family: FamilyName,
  place: NlriPlace,
  malformation: NlriMalformation,
): fc.Arbitrary<Uint8Array> | undefined {
  const addPath = context.addPath.includes(family);
  if (!context.families.includes(family) || (malformation.addPathOnly && !addPath)) return undefined;
  const form = place.attributeCode === undefined ? 'classic' : 'multiprotocol';
  const update = soundUpdate({ ...context, families: [family] }, form);
  if (update === undefined) return undefined;
  return fc
    .tuple(update, malformation.octets(addPath))
    .map(([{ raw }, nlri]) => rawUpdateOctets(place.spoil(raw, family, nlri)));
}

function withMultiprotocol(update: RawUpdate, code: number, value: Uint8Array): RawUpdate {
  const flags = attributeCategory.optionalNonTransitive;
  return { ...update, attributes: withRawAttribute(update.attributes, { flags, code, value }) };
}
