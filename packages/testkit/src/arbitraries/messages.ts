import {
  as2Of,
  type FamilyName,
  familyOf,
  type Message,
  type Nlri,
  type NotificationMessage,
  type OpenMessage,
  type RouteRefreshMessage,
  type UpdateMessage,
  type WireContext,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryBgpIdentifier, arbitraryPrefix } from './addresses.ts';
import { arbitraryAsNumber } from './as-paths.ts';
import { arbitraryCapability } from './capabilities.ts';
import { arbitraryPathAttributes } from './path-attributes.ts';

/** Any well-formed message that may be sent in this context. */
export function arbitraryMessage(context: WireContext): fc.Arbitrary<Message> {
  return fc.oneof(
    arbitraryOpen(),
    arbitraryUpdate(context),
    arbitraryNotification(),
    arbitraryRouteRefresh(),
    fc.constant<Message>({ type: 'KEEPALIVE' }),
  );
}

export function arbitraryOpen(): fc.Arbitrary<OpenMessage> {
  return arbitraryAsNumber().chain((asNumber) =>
    fc.record<OpenMessage>({
      type: fc.constant('OPEN'),
      version: fc.constant(4),
      myAutonomousSystem: fc.constant(as2Of(asNumber)),
      holdTimeSeconds: fc.oneof(fc.constant(0), fc.integer({ min: 3, max: 65_535 })),
      bgpIdentifier: arbitraryBgpIdentifier(),
      capabilities: fc
        .array(
          arbitraryCapability().filter((capability) => capability.name !== 'four-octet-as'),
          { maxLength: 6 },
        )
        .map((capabilities) => [...capabilities, { name: 'four-octet-as' as const, asNumber }]),
    }),
  );
}

/** Routes of one family with their attributes, withdrawals, or the End-of-RIB marker (RFC 4724, section 2). */
export function arbitraryUpdate(context: WireContext): fc.Arbitrary<UpdateMessage> {
  return fc
    .constantFrom(...context.families)
    .chain((family) =>
      fc.oneof(
        arbitraryAdvertisement(context, family),
        arbitraryWithdrawal(context, family),
        fc.constant(update(family, { unreachable: [] })),
      ),
    );
}

export function arbitraryNotification(): fc.Arbitrary<NotificationMessage> {
  return fc.record<NotificationMessage>({
    type: fc.constant('NOTIFICATION'),
    code: fc.integer({ min: 1, max: 8 }),
    subcode: fc.integer({ min: 0, max: 11 }),
    data: fc.uint8Array({ maxLength: 40 }),
  });
}

export function arbitraryRouteRefresh(): fc.Arbitrary<RouteRefreshMessage> {
  return fc.record<RouteRefreshMessage>({
    type: fc.constant('ROUTE-REFRESH'),
    afi: fc.constantFrom(1, 2),
    safi: fc.constant(1),
    subtype: fc.constantFrom(0, 1, 2),
  });
}

function arbitraryAdvertisement(context: WireContext, family: FamilyName): fc.Arbitrary<UpdateMessage> {
  return fc
    .tuple(arbitraryPathAttributes({ session: context.session, family }), arbitraryNlri(context, family, 1))
    .map(([attributes, reachable]) => ({ ...update(family, { reachable }), attributes }));
}

function arbitraryWithdrawal(context: WireContext, family: FamilyName): fc.Arbitrary<UpdateMessage> {
  return arbitraryNlri(context, family, 1).map((unreachable) => update(family, { unreachable }));
}

function arbitraryNlri(context: WireContext, family: FamilyName, minLength: number): fc.Arbitrary<Nlri[]> {
  const row: fc.Arbitrary<Nlri> = context.addPath.includes(family)
    ? fc.record({
        prefix: arbitraryPrefix(family),
        pathIdentifier: fc.integer({ min: 0, max: 4_294_967_295 }),
      })
    : fc.record({ prefix: arbitraryPrefix(family) });
  return fc.uniqueArray(row, {
    minLength,
    maxLength: 12,
    selector: ({ prefix, pathIdentifier }) => `${prefix} ${pathIdentifier ?? 0}`,
  });
}

/** IPv4 unicast in the message's own fields, other families in the multiprotocol ones. */
function update(
  family: FamilyName,
  routes: { readonly reachable?: readonly Nlri[]; readonly unreachable?: readonly Nlri[] },
): UpdateMessage {
  const { reachable, unreachable } = routes;
  if (family === 'ipv4-unicast')
    return { type: 'UPDATE', withdrawn: unreachable ?? [], attributes: {}, nlri: reachable ?? [] };
  const { afi, safi } = familyOf(family);
  return {
    type: 'UPDATE',
    withdrawn: [],
    attributes: {},
    nlri: [],
    ...(reachable && { reachable: { afi, safi, nlri: reachable } }),
    ...(unreachable && { unreachable: { afi, safi, nlri: unreachable } }),
  };
}
