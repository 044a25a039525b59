import { attributeCategory, type FamilyName, type PathAttributes, type SessionType } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryAsNumber } from './as-paths.ts';
import type { AttributeArbitraries } from './attributes/attribute-arbitraries.ts';
import { attributeArbitraries } from './attributes/attribute-table.ts';
import { arbitraryUnrecognizedAttributes } from './attributes/unrecognized.ts';

const nextHopCode = 3;
/** More of them at once say nothing new, and take long to read in a failure. */
const optionalCountMax = 6;

export interface PathAttributesOptions {
  /** Internal sessions carry LOCAL_PREF always, and what route reflection adds; external ones never. */
  readonly session: SessionType;
  /** The family of the next hop. */
  readonly family: FamilyName;
  /** False: no next hop, where the family has one of its own. */
  readonly nextHop?: boolean;
  readonly asNumber?: fc.Arbitrary<number>;
  /** Optional attributes now and then; false: the mandatory ones alone. */
  readonly optional?: boolean;
}

/** The attributes of a well-formed route: the mandatory ones always, some of the others now and then. */
export function arbitraryPathAttributes(options: PathAttributesOptions): fc.Arbitrary<PathAttributes> {
  const { session } = options;
  const mandatory = attributeArbitraries.filter(
    (row) => isMandatory(row, session) && (options.nextHop !== false || row.code !== nextHopCode),
  );
  if (options.optional === false) return attributesOf(mandatory, options);
  const optional = attributeArbitraries.filter((row) => isOptional(row, session));
  return fc
    .subarray(optional, { maxLength: optionalCountMax })
    .chain((chosen) =>
      fc.tuple(
        attributesOf([...mandatory, ...chosen], options),
        rarely(arbitraryPartial(chosen)),
        rarely(arbitraryUnrecognizedAttributes()),
      ),
    )
    .map((parts) => Object.assign({}, ...parts) as PathAttributes);
}

function attributesOf(
  rows: readonly AttributeArbitraries[],
  options: PathAttributesOptions,
): fc.Arbitrary<PathAttributes> {
  const setting = { ...options, asNumber: options.asNumber ?? arbitraryAsNumber() };
  return fc
    .tuple(...rows.map((row) => row.valid(setting)))
    .map((fields) => Object.assign({}, ...fields) as PathAttributes);
}

/** Which of the attributes have the Partial bit: optional transitive ones may (RFC 4271, section 5). */
function arbitraryPartial(rows: readonly AttributeArbitraries[]): fc.Arbitrary<PathAttributes> {
  const codes = rows
    .filter(({ flags }) => flags === attributeCategory.optionalTransitive)
    .map(({ code }) => code);
  return fc.subarray(codes).map((partial) => (partial.length === 0 ? {} : { partial }));
}

function rarely(fields: fc.Arbitrary<PathAttributes>): fc.Arbitrary<PathAttributes> {
  return fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fields });
}

/** Whether every well-formed route of such a session has the attribute. */
export function isMandatory({ presence }: AttributeArbitraries, session: SessionType): boolean {
  return presence === 'mandatory' || (presence === 'internal-mandatory' && session === 'internal');
}

function isOptional({ presence }: AttributeArbitraries, session: SessionType): boolean {
  return presence === 'optional' || (presence === 'internal-optional' && session === 'internal');
}
