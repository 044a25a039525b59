import {
  encodeMessage,
  type FamilyName,
  familyOf,
  type Nlri,
  type PathAttributes,
  type UpdateMessage,
  type WireContext,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { familyArbitrariesOf } from '../families/family-table.ts';
import { arbitraryUnsigned32 } from '../octets.ts';
import { arbitraryPathAttributes } from '../path-attributes.ts';
import { type RawUpdate, rawUpdateOf } from '../raw-update.ts';

/** A sound UPDATE that advertises routes of a family, taken apart too. */
export interface SoundUpdate {
  readonly family: FamilyName;
  readonly message: UpdateMessage;
  readonly raw: RawUpdate;
}

/** Where prefixes stand: in the message's own fields, which are IPv4 unicast's, or in multiprotocol attributes. */
export type UpdateForm = 'classic' | 'multiprotocol';

export function arbitraryAdvertisement(
  context: WireContext,
  family: FamilyName,
  options: { readonly form?: UpdateForm; readonly optional?: boolean } = {},
): fc.Arbitrary<UpdateMessage> {
  const { session } = context;
  return fc
    .tuple(
      arbitraryPathAttributes({ session, family, optional: options.optional ?? true }),
      arbitraryNlri(context, family),
    )
    .map(([attributes, reachable]) => updateOf(family, { reachable }, attributes, options.form));
}

/** One to twelve different prefixes, with path identifiers where they are in use. */
export function arbitraryNlri(context: WireContext, family: FamilyName): fc.Arbitrary<Nlri[]> {
  const prefix = familyArbitrariesOf(family).prefix();
  const row: fc.Arbitrary<Nlri> = context.addPath.includes(family)
    ? fc.record({ prefix, pathIdentifier: arbitraryUnsigned32() })
    : fc.record({ prefix });
  return fc.uniqueArray(row, {
    minLength: 1,
    maxLength: 12,
    selector: (nlri) => `${nlri.prefix} ${nlri.pathIdentifier ?? 0}`,
  });
}

/**
 * A sound UPDATE to be spoilt, with the mandatory attributes alone. Undefined when the session has no family for the
 * form; without a form it is the usual one of a family.
 */
export function soundUpdate(context: WireContext, form?: UpdateForm): fc.Arbitrary<SoundUpdate> | undefined {
  const names = context.families.filter((name) => form !== 'classic' || name === 'ipv4-unicast');
  if (names.length === 0) return undefined;
  return fc.constantFrom(...names).chain((family) =>
    arbitraryAdvertisement(context, family, { form, optional: false }).map((message) => ({
      family,
      message,
      raw: rawUpdateOf(encodeMessage(message, context)),
    })),
  );
}

/** The UPDATE for routes of a family: IPv4 unicast in the message's own fields unless said otherwise. */
export function updateOf(
  family: FamilyName,
  routes: { readonly reachable?: readonly Nlri[]; readonly unreachable?: readonly Nlri[] },
  attributes: PathAttributes = {},
  form: UpdateForm = family === 'ipv4-unicast' ? 'classic' : 'multiprotocol',
): UpdateMessage {
  const { reachable, unreachable } = routes;
  if (form === 'classic')
    return { type: 'UPDATE', withdrawn: unreachable ?? [], attributes, nlri: reachable ?? [] };
  const { afi, safi } = familyOf(family);
  return {
    type: 'UPDATE',
    withdrawn: [],
    attributes,
    nlri: [],
    ...(reachable && { reachable: { afi, safi, nlri: reachable } }),
    ...(unreachable && { unreachable: { afi, safi, nlri: unreachable } }),
  };
}
