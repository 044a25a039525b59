import type { FamilyName, PathAttributes, SessionType } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryAsNumber } from './as-paths.ts';
import type { AttributeArbitraries } from './attributes/attribute-arbitraries.ts';
import { attributeArbitraries } from './attributes/attribute-table.ts';
import { arbitraryUnrecognizedAttributes } from './attributes/unrecognized.ts';

export interface PathAttributesOptions {
  /** Internal sessions carry LOCAL_PREF always, and what route reflection adds; external ones never. */
  readonly session: SessionType;
  /** The family of the next hop. */
  readonly family: FamilyName;
  readonly asNumber?: fc.Arbitrary<number>;
  /** Optional attributes now and then; false: the mandatory ones alone. */
  readonly optional?: boolean;
}

/** The attributes of a well-formed route: the mandatory ones always, the others now and then. */
export function arbitraryPathAttributes(options: PathAttributesOptions): fc.Arbitrary<PathAttributes> {
  const setting = { ...options, asNumber: options.asNumber ?? arbitraryAsNumber() };
  const withOptional = options.optional ?? true;
  const rows = attributeArbitraries.filter(
    (row) => isMandatory(row, options.session) || (withOptional && isOptional(row, options.session)),
  );
  const parts: Record<string, fc.Arbitrary<PathAttributes>> = Object.fromEntries(
    rows.map((row) => [row.name, row.valid(setting)]),
  );
  if (withOptional) parts['unrecognized'] = arbitraryUnrecognizedAttributes();
  const requiredKeys = rows.filter((row) => isMandatory(row, options.session)).map((row) => row.name);
  return fc
    .record(parts, { requiredKeys })
    .map((fields) => Object.assign({}, ...Object.values(fields)) as PathAttributes);
}

/** Whether every well-formed route of such a session has the attribute. */
export function isMandatory({ presence }: AttributeArbitraries, session: SessionType): boolean {
  return presence === 'mandatory' || (presence === 'internal-mandatory' && session === 'internal');
}

function isOptional({ presence }: AttributeArbitraries, session: SessionType): boolean {
  return presence === 'optional' || (presence === 'internal-optional' && session === 'internal');
}
