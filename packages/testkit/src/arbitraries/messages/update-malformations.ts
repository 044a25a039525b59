import {
  attributeCategory,
  attributeFlag,
  notificationCode,
  type Treatment,
  updateMessageErrorSubcode,
  type WireContext,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import type { AttributeArbitraries } from '../attributes/attribute-arbitraries.ts';
import { attributeArbitraries } from '../attributes/attribute-table.ts';
import { arbitraryOctets, joinOctets } from '../octets.ts';
import { isMandatory } from '../path-attributes.ts';
import {
  type RawUpdate,
  rawAttributeOctets,
  rawUpdateOctets,
  updateOctets,
  withRawAttribute,
} from '../raw-update.ts';
import { lengthMalformations } from './header.ts';
import type { MessageMalformation } from './message-arbitraries.ts';
import { nlriMalformations } from './nlri-malformations.ts';
import { type SoundUpdate, soundUpdate, type UpdateForm } from './update-parts.ts';

/** UPDATEs with one fault: in their layout, in the attributes as a list, in an attribute, in a prefix. */
export const updateMalformations: readonly MessageMalformation[] = [
  ...lengthMalformations('UPDATE', 23),
  layout('Withdrawn Routes Length overruns the message', ({ withdrawn, nlri }, list) => {
    const room = withdrawn.length + 2 + list.length + nlri.length;
    return moreThan(room).map((told) => updateOctets(withdrawn, list, nlri, { withdrawnLength: told }));
  }),
  layout('Total Path Attribute Length overruns the message', ({ withdrawn, nlri }, list) =>
    moreThan(list.length + nlri.length).map((told) =>
      updateOctets(withdrawn, list, nlri, { attributesLength: told }),
    ),
  ),
  row(
    'the last attribute overruns the list',
    'RFC 7606, section 4',
    { treatment: 'treat-as-withdraw', subcode: updateMessageErrorSubcode.malformedAttributeList },
    undefined,
    ({ raw }) =>
      fc
        .oneof(
          arbitraryOctets(1, 2).map((octets) => octets.fill(attributeCategory.optionalTransitive)),
          fc
            .integer({ min: 2, max: 255 })
            .map((told) => Uint8Array.of(attributeCategory.optionalTransitive, 200, told, 0)),
        )
        .map((last) =>
          updateOctets(raw.withdrawn, joinOctets(...raw.attributes.map(rawAttributeOctets), last), raw.nlri),
        ),
  ),
  row(
    'a well-known attribute that nobody knows',
    'RFC 4271, section 6.3',
    { treatment: 'session-reset', subcode: updateMessageErrorSubcode.unrecognizedWellKnownAttribute },
    undefined,
    ({ raw }) =>
      fc.integer({ min: 200, max: 240 }).map((code) =>
        rawUpdateOctets({
          ...raw,
          attributes: [...raw.attributes, { flags: attributeFlag.transitive, code, value: new Uint8Array() }],
        }),
      ),
  ),
  row(
    'a malformed attribute, and no prefix to withdraw',
    'RFC 7606, section 5.2',
    { treatment: 'session-reset', subcode: updateMessageErrorSubcode.attributeLengthError, attributeCode: 1 },
    'classic',
    ({ raw }) =>
      fc.constant(
        rawUpdateOctets({
          ...raw,
          nlri: new Uint8Array(),
          attributes: withRawAttribute(raw.attributes, {
            flags: attributeCategory.wellKnown,
            code: 1,
            value: new Uint8Array(),
          }),
        }),
      ),
  ),
  ...attributeArbitraries.flatMap(attributeFaults),
  ...nlriMalformations,
];

/** The faults of one attribute: those of its own, being there twice, and missing when it must be there. */
function attributeFaults(attribute: AttributeArbitraries): MessageMalformation[] {
  const { code, name, flags, form } = attribute;
  const isMultiprotocol = code === 14 || code === 15;
  const own = attribute.malformations.map((malformation) =>
    row(
      `${name}: ${malformation.name}`,
      malformation.reference,
      { treatment: malformation.treatment, subcode: malformation.subcode, attributeCode: code },
      form,
      ({ raw, family }, context) =>
        malformation.value(context, family).map((value) =>
          rawUpdateOctets({
            ...raw,
            attributes: withRawAttribute(raw.attributes, { flags: malformation.flags ?? flags, code, value }),
          }),
        ),
      malformation.appliesTo,
    ),
  );
  const isBase = attribute.presence === 'mandatory' || attribute.presence === 'internal-mandatory';
  const always = ({ session }: WireContext) => isMandatory(attribute, session);
  const missing = row(
    `${name} is missing`,
    'RFC 7606, section 3, item d',
    {
      treatment: 'treat-as-withdraw',
      subcode: updateMessageErrorSubcode.missingWellKnownAttribute,
      attributeCode: code,
    },
    form,
    ({ raw }) =>
      fc.constant(
        rawUpdateOctets({ ...raw, attributes: raw.attributes.filter((each) => each.code !== code) }),
      ),
    always,
  );
  const repeated = row(
    `${name} appears twice`,
    'RFC 7606, section 3, item g',
    {
      treatment: isMultiprotocol ? 'session-reset' : 'attribute-discard',
      subcode: updateMessageErrorSubcode.malformedAttributeList,
      attributeCode: code,
    },
    form,
    ({ raw }) =>
      fc.constant(
        rawUpdateOctets({
          ...raw,
          attributes: raw.attributes.flatMap((each) => (each.code === code ? [each, each] : [each])),
        }),
      ),
    code === 14 ? undefined : always,
  );
  if (code === 14) return [...own, repeated];
  return isBase ? [...own, missing, repeated] : own;
}

interface FaultOfUpdate {
  readonly treatment: Treatment;
  readonly subcode?: number;
  readonly attributeCode?: number;
}

function row(
  name: string,
  reference: string,
  { treatment, subcode, attributeCode }: FaultOfUpdate,
  form: UpdateForm | undefined,
  spoil: (update: SoundUpdate, context: WireContext) => fc.Arbitrary<Uint8Array>,
  appliesTo: (context: WireContext) => boolean = () => true,
): MessageMalformation {
  return {
    name: `UPDATE: ${name}`,
    reference,
    expected: {
      treatment,
      ...(attributeCode !== undefined && { attributeCode }),
      ...(subcode !== undefined && {
        notification: { code: notificationCode.updateMessageError, subcode },
      }),
    },
    octets: (context) =>
      appliesTo(context) ? soundUpdate(context, form)?.chain((update) => spoil(update, context)) : undefined,
  };
}

/** RFC 7606, section 3, item b. `spoil` gets the attribute list as octets too. */
function layout(
  name: string,
  spoil: (update: RawUpdate, list: Uint8Array) => fc.Arbitrary<Uint8Array>,
): MessageMalformation {
  const fault = {
    treatment: 'session-reset' as const,
    subcode: updateMessageErrorSubcode.malformedAttributeList,
  };
  return row(name, 'RFC 7606, section 3, item b', fault, undefined, ({ raw }) =>
    spoil(raw, joinOctets(...raw.attributes.map(rawAttributeOctets))),
  );
}

function moreThan(octetCount: number): fc.Arbitrary<number> {
  return fc.integer({ min: octetCount + 1, max: octetCount + 200 });
}
