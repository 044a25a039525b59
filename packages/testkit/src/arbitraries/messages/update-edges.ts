import { attributeCategory, attributeFlag, encodeMessage, type WireContext } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryAsNumber } from '../as-paths.ts';
import { attributeArbitraries } from '../attributes/attribute-table.ts';
import { afiSafiOctets } from '../attributes/mp-reach-nlri.ts';
import { arbitraryUnrecognizedAttributes } from '../attributes/unrecognized.ts';
import { familyArbitraries, familyArbitrariesOf } from '../families/family-table.ts';
import { joinOctets } from '../octets.ts';
import { type RawAttribute, rawUpdateOctets, rawUpdateOf, withRawAttribute } from '../raw-update.ts';
import type { MessageEdge, OctetsWithMeaning } from './message-arbitraries.ts';
import {
  arbitraryAdvertisement,
  type SoundUpdate,
  soundUpdate,
  type UpdateForm,
  updateOf,
} from './update-parts.ts';

const [mpReachCode, mpUnreachCode] = [14, 15];

/** UPDATEs that are odd but legal: in their layout, in an attribute, in a prefix. */
export const updateEdges: readonly MessageEdge[] = [
  relaid('attributes in reverse order', undefined, (attributes) => attributes.toReversed()),
  relaid('Extended Length where one octet would do', undefined, (attributes) =>
    attributes.map((attribute) => ({ ...attribute, flags: attribute.flags | attributeFlag.extendedLength })),
  ),
  // RFC 4760, section 3: a NEXT_HOP beside MP_REACH_NLRI is ignored.
  relaid('NEXT_HOP beside MP_REACH_NLRI', 'multiprotocol', (attributes) =>
    withRawAttribute(attributes, {
      flags: attributeCategory.wellKnown,
      code: 3,
      value: Uint8Array.of(192, 0, 2, 99),
    }),
  ),
  // RFC 4760, section 3: the reserved octet is ignored.
  relaid('the reserved octet of MP_REACH_NLRI is set', 'multiprotocol', (attributes) =>
    attributes.map((attribute) =>
      attribute.code === mpReachCode ? withReservedOctet(attribute) : attribute,
    ),
  ),
  {
    name: 'UPDATE: attributes, and no prefix',
    message: (context) =>
      soundUpdate(context, 'classic')?.map(({ message, raw }) => ({
        message: { ...message, nlri: [] },
        octets: rawUpdateOctets({ ...raw, nlri: new Uint8Array() }),
      })),
  },
  {
    // RFC 4271, section 4.3: such a prefix is treated as if it were not withdrawn.
    name: 'UPDATE: a prefix both withdrawn and advertised',
    message: (context) =>
      soundUpdate(context, 'classic')?.map(({ message, raw }) => ({
        message: { ...message, withdrawn: message.nlri },
        octets: rawUpdateOctets({ ...raw, withdrawn: raw.nlri }),
      })),
  },
  {
    name: 'UPDATE: unrecognized optional attributes of 256 octets and more',
    message: (context) =>
      fc
        .tuple(
          fc
            .constantFrom(...context.families)
            .chain((family) => arbitraryAdvertisement(context, family, { optional: false })),
          arbitraryUnrecognizedAttributes(300),
        )
        .map(([message, unrecognized]) =>
          encoded({ ...message, attributes: { ...message.attributes, ...unrecognized } }, context),
        ),
  },
  { name: 'UPDATE: as many prefixes as fit', message: fullUpdate },
  ...attributeArbitraries.flatMap(({ name, edges }) =>
    edges.map(
      (edge): MessageEdge => ({
        name: `UPDATE: ${name}: ${edge.name}`,
        message: (context) =>
          inSomeFamily(context, (family) =>
            edge
              .fields({ session: context.session, family, asNumber: arbitraryAsNumber() })
              ?.chain((fields) =>
                arbitraryAdvertisement(context, family, { optional: false }).map((message) =>
                  encoded({ ...message, attributes: { ...message.attributes, ...fields } }, context),
                ),
              ),
          ),
      }),
    ),
  ),
  ...familyArbitraries[0].edges.flatMap(({ name }, place): MessageEdge[] => [
    { name: `UPDATE: advertised: ${name}`, message: (context) => nlriEdge(context, place, 'advertised') },
    { name: `UPDATE: withdrawn: ${name}`, message: (context) => nlriEdge(context, place, 'withdrawn') },
  ]),
];

/** A sound UPDATE with its attributes laid out another way, that means the same. */
function relaid(
  name: string,
  form: UpdateForm | undefined,
  layOut: (attributes: readonly RawAttribute[]) => RawAttribute[],
): MessageEdge {
  return {
    name: `UPDATE: ${name}`,
    message: (context) =>
      soundUpdate(context, form)?.map(({ message, raw }) => ({
        message,
        octets: rawUpdateOctets({ ...raw, attributes: layOut(raw.attributes) }),
      })),
  };
}

/** Any of the session's families in which there is such a thing. */
function inSomeFamily(
  context: WireContext,
  make: (family: WireContext['families'][number]) => fc.Arbitrary<OctetsWithMeaning> | undefined,
): fc.Arbitrary<OctetsWithMeaning> | undefined {
  const made = context.families.map(make).filter((arbitrary) => arbitrary !== undefined);
  return made.length === 0 ? undefined : fc.oneof(...made);
}

function nlriEdge(
  context: WireContext,
  place: number,
  where: 'advertised' | 'withdrawn',
): fc.Arbitrary<OctetsWithMeaning> | undefined {
  return inSomeFamily(context, (family) => {
    const edge = familyArbitrariesOf(family).edges[place]?.nlri(context.addPath.includes(family));
    if (edge === undefined) return undefined;
    return fc
      .tuple(edge, arbitraryAdvertisement(context, family, { optional: false }))
      .map(([{ octets, meaning }, { attributes }]) => {
        const routes = where === 'advertised' ? { reachable: meaning } : { unreachable: meaning };
        const message = updateOf(family, routes, where === 'advertised' ? attributes : {});
        return { message, octets: withNlri(encoded(message, context).octets, octets, family) };
      });
  });
}

/** Puts the octets of prefixes where those of the same length stand: at the end of the message, or of their attribute. */
function withNlri(octets: Uint8Array, nlri: Uint8Array, family: SoundUpdate['family']): Uint8Array {
  const raw = rawUpdateOf(octets);
  if (family === 'ipv4-unicast')
    return rawUpdateOctets(raw.nlri.length > 0 ? { ...raw, nlri } : { ...raw, withdrawn: nlri });
  const attributes = raw.attributes.map((attribute) =>
    attribute.code === mpReachCode || attribute.code === mpUnreachCode
      ? {
          ...attribute,
          value: joinOctets(attribute.value.subarray(0, attribute.value.length - nlri.length), nlri),
        }
      : attribute,
  );
  return rawUpdateOctets({ ...raw, attributes });
}

/** Host routes until the message is full. */
function fullUpdate(context: WireContext): fc.Arbitrary<OctetsWithMeaning> | undefined {
  return soundUpdate(context, 'classic')?.map(({ message }) => {
    const room = 4_096 - encodeMessage({ ...message, nlri: [] }, context).length;
    const addPath = context.addPath.includes('ipv4-unicast');
    const nlri = Array.from({ length: Math.floor(room / (addPath ? 9 : 5)) }, (_, place) => {
      const prefix = `10.0.${place >> 8}.${place & 255}/32`;
      return addPath ? { prefix, pathIdentifier: place } : { prefix };
    });
    return encoded({ ...message, nlri }, context);
  });
}

function withReservedOctet(attribute: RawAttribute): RawAttribute {
  const value = attribute.value.slice();
  value[afiSafiOctets('ipv4-unicast').length + 1 + value[3]] = 255;
  return { ...attribute, value };
}

function encoded(message: SoundUpdate['message'], context: WireContext): OctetsWithMeaning {
  return { message, octets: encodeMessage(message, context) };
}
