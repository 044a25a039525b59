import {
  type AsPath,
  type AsPathSegmentType,
  attributeCategory,
  type PathAttributes,
  updateMessageErrorSubcode,
  type WireContext,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryAsPath } from '../as-paths.ts';
import { joinOctets, numberOctets } from '../octets.ts';
import {
  type AttributeArbitraries,
  type AttributeMalformation,
  type AttributeSetting,
  constantValue,
  segmentOctets,
  wrongFlags,
} from './attribute-arbitraries.ts';

const treatment = 'treat-as-withdraw';
const [asSet, asSequence, confederationSequence, confederationSet] = [1, 2, 3, 4];

export const asPath: AttributeArbitraries = {
  code: 2,
  name: 'AS_PATH',
  flags: attributeCategory.wellKnown,
  presence: 'mandatory',
  valid: ({ asNumber }) => fc.record({ asPath: arbitraryAsPath(asNumber) }),
  edges: [
    { name: 'empty', fields: () => pathOf(fc.constant([])) },
    { name: '255 AS numbers in a segment', fields: (setting) => pathOf(longSegment(setting, 255, 1)) },
    { name: 'two AS_SEQUENCEs in a row', fields: (setting) => pathOf(longSegment(setting, 1, 2)) },
    { name: 'an AS_SET alone', fields: ({ asNumber }) => pathOf(segmentsOf('AS_SET', asNumber)) },
    {
      name: 'a confederation segment first',
      // RFC 5065, section 5: only within a confederation.
      fields: ({ session, asNumber }) =>
        session === 'external'
          ? undefined
          : pathOf(
              fc
                .tuple(
                  fc.constantFrom('AS_CONFED_SEQUENCE' as const, 'AS_CONFED_SET' as const),
                  fc.integer({ min: 64_512, max: 65_534 }),
                  arbitraryAsPath(asNumber),
                )
                .map(([type, member, rest]) => [{ type, asNumbers: [member] }, ...rest]),
            ),
    },
  ],
  malformations: [
    ...segmentMalformations(treatment, 'RFC 7606, section 7.2', (context) =>
      context.fourOctetAsNumbers ? 4 : 2,
    ).map((malformation) => ({ ...malformation, subcode: updateMessageErrorSubcode.malformedAsPath })),
    {
      name: 'a confederation segment from an external peer',
      reference: 'RFC 5065, section 5; RFC 7606, section 3, item e',
      treatment,
      subcode: updateMessageErrorSubcode.malformedAsPath,
      appliesTo: ({ session }) => session === 'external',
      value: ({ fourOctetAsNumbers }) =>
        fc
          .tuple(
            fc.constantFrom(confederationSequence, confederationSet),
            fc.integer({ min: 1, max: 65_534 }),
          )
          .map(([type, asNumber]) =>
            segmentOctets(type, 1, numberOctets(asNumber, fourOctetAsNumbers ? 4 : 2)),
          ),
    },
    ...wrongFlags(attributeCategory.wellKnown, treatment, constantValue()),
  ],
};

/** What can be wrong with path segments, of AS_PATH or AS4_PATH. Each comes behind a sound segment. */
export function segmentMalformations(
  treatment: AttributeMalformation['treatment'],
  reference: string,
  asNumberOctetCount: (context: WireContext) => 2 | 4,
): AttributeMalformation[] {
  const subcode = updateMessageErrorSubcode.optionalAttributeError;
  const row = (
    name: string,
    segment: fc.Arbitrary<(width: 2 | 4) => Uint8Array>,
    where = reference,
  ): AttributeMalformation => ({
    name,
    reference: where,
    treatment,
    subcode,
    value(context) {
      const width = asNumberOctetCount(context);
      const sound = segmentOctets(asSequence, 2, joinOctets(numberOctets(1, width), numberOctets(2, width)));
      return segment.map((make) => joinOctets(sound, make(width)));
    },
  });
  const type = fc.constantFrom(asSequence, asSet);
  return [
    row(
      'a segment of an unknown type',
      fc
        .oneof(fc.constant(0), fc.integer({ min: 5, max: 255 }))
        .map((unknown) => (width) => segmentOctets(unknown, 1, numberOctets(1, width))),
    ),
    row(
      'a segment with no AS number',
      type.map((known) => () => segmentOctets(known, 0, new Uint8Array())),
    ),
    row(
      'a segment that overruns the attribute',
      fc.tuple(type, fc.integer({ min: 2, max: 255 })).map(
        ([known, count]) =>
          (width) =>
            segmentOctets(known, count, numberOctets(1, width)),
      ),
    ),
    row(
      'AS 0',
      type.map((known) => (width) => segmentOctets(known, 1, numberOctets(0, width))),
      'RFC 7607, section 2',
    ),
  ];
}

function pathOf(path: fc.Arbitrary<AsPath>): fc.Arbitrary<PathAttributes> {
  return path.map((asPath) => ({ asPath }));
}

function segmentsOf(type: AsPathSegmentType, asNumber: fc.Arbitrary<number>): fc.Arbitrary<AsPath> {
  return fc.array(asNumber, { minLength: 1, maxLength: 4 }).map((asNumbers) => [{ type, asNumbers }]);
}

function longSegment(
  { asNumber }: AttributeSetting,
  length: number,
  segmentCount: number,
): fc.Arbitrary<AsPath> {
  const segment = fc.record({
    type: fc.constant('AS_SEQUENCE' as const),
    asNumbers: fc.array(asNumber, { minLength: length, maxLength: length }),
  });
  return fc.array(segment, { minLength: segmentCount, maxLength: segmentCount });
}
