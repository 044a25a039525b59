import type { EvpnRoute } from '../nlri/evpn-route.ts';
import { evpnRouteRows } from '../nlri/evpn-route-rows.ts';
import { formatComparisons, parseComparisons } from '../nlri/flowspec-comparisons.ts';
import {
  type FlowspecComponent,
  type FlowspecMatchComponent,
  type FlowspecPrefixComponent,
  type FlowspecRule,
  flowspecMatchRowOf,
  flowspecMatchRows,
} from '../nlri/flowspec-rule.ts';
import type { LabelledPrefix } from '../nlri/labelled-prefix.ts';
import type { Nlri } from '../nlri/prefix.ts';
import type { RouteTargetMembership } from '../nlri/route-target-membership.ts';
import type { VpnPrefix } from '../nlri/vpn-prefix.ts';
import { mplsLabelMax } from '../text/mpls-labels.ts';
import { either, object, optional, required, tagged } from './object-schema.ts';
import {
  choice,
  integer,
  type JsonProblem,
  list,
  named,
  refined,
  type Schema,
  text,
  uint8,
  uint32,
} from './schema.ts';
import {
  ethernetSegment,
  hexadecimal,
  hexadecimalOctets,
  ipAddress,
  ipPrefix,
  macAddress,
  routeDistinguisher,
} from './text-schemas.ts';

const pathIdentifier = optional(uint32, 'The path identifier, where ADD-PATH is in use (RFC 7911).');
const prefix = required(ipPrefix, 'The prefix.');
const distinguisher = required(routeDistinguisher, 'The route distinguisher.');
const labels = required(
  list(integer(0, mplsLabelMax)),
  'MPLS labels, outermost first; none where the prefix is withdrawn.',
);
const segment = required(ethernetSegment, 'The Ethernet segment.');
const ethernetTag = required(uint32, 'The Ethernet tag.');
const evpnLabel = integer(0, 0xff_ffff);
const label = required(
  evpnLabel,
  'The three octets of the label field: an MPLS label in the upper 20 bits, or a VNI in all 24.',
);
const originatingRouter = required(ipAddress, "The originating router's address.");

/** A prefix of a unicast or multicast family. */
export const nlriSchema: Schema<Nlri> = named('Nlri', 'A prefix.', () =>
  object<Nlri>({ prefix, pathIdentifier }),
);

export const labelledPrefixSchema: Schema<LabelledPrefix> = named(
  'LabelledPrefix',
  'A prefix and the labels bound to it (RFC 8277).',
  () => object<LabelledPrefix>({ prefix, labels, pathIdentifier }),
);

export const vpnPrefixSchema: Schema<VpnPrefix> = named(
  'VpnPrefix',
  'A prefix of a virtual private network and the labels bound to it (RFC 4364, RFC 4659).',
  () => object<VpnPrefix>({ routeDistinguisher: distinguisher, prefix, labels, pathIdentifier }),
);

export const routeTargetMembershipSchema: Schema<RouteTargetMembership> = named(
  'RouteTargetMembership',
  'Interest in the routes of a route target (RFC 4684).',
  () => refined(membershipSchema, checkMembership),
);

export const flowspecRuleSchema: Schema<FlowspecRule> = named(
  'FlowspecRule',
  'A Flow Specification: packets that match every component (RFC 8955, RFC 8956).',
  () =>
    object<FlowspecRule>({
      routeDistinguisher: optional(routeDistinguisher, 'The route distinguisher, in the VPN families.'),
      components: required(
        list(componentSchema, { minItems: 1 }),
        'In ascending order of type, each type once.',
      ),
      pathIdentifier,
    }),
);

export const evpnRouteSchema: Schema<EvpnRoute> = named(
  'EvpnRoute',
  'An EVPN route (RFC 7432, RFC 9136).',
  () => tagged('type', evpnSchemas),
);

const membershipSchema = object<RouteTargetMembership>({
  bitLength: required(integer(0, 96), '0 for the default route target, else 32 to 96.'),
  originAs: required(uint32, 'The AS the membership comes from; 0 in the default one.'),
  routeTarget: required(hexadecimalOctets(8), 'The extended community; bits beyond the length are zero.'),
  pathIdentifier,
});

function checkMembership({
  bitLength,
  originAs,
  routeTarget,
}: RouteTargetMembership): JsonProblem | undefined {
  if (bitLength > 0 && bitLength < 32) return { path: '/bitLength', expected: '0, or 32 to 96' };
  if (bitLength === 0 && originAs !== 0)
    return { path: '/originAs', expected: '0 in the default route target' };
  const unused = BigInt(Math.min(96 - bitLength, 64));
  const isClear = BigInt(`0x${routeTarget}`) % (1n << unused) === 0n;
  return isClear ? undefined : { path: '/routeTarget', expected: `zero bits beyond the length ${bitLength}` };
}

const componentSchema: Schema<FlowspecComponent> = named(
  'FlowspecComponent',
  'What a Flow Specification demands of a packet (RFC 8955, section 4.2; RFC 8956, section 3).',
  () =>
    either(
      (value) => value['type'] === 'destination-prefix' || value['type'] === 'source-prefix',
      object<FlowspecPrefixComponent>({
        type: required(choice('destination-prefix', 'source-prefix'), 'The component type.'),
        prefix: required(
          text(
            'a prefix, or an IPv6 pattern such as ::1234:0:0/64-104',
            () => true,
            '^[0-9a-f:.]+/([0-9]+-)?[0-9]+$',
          ),
          'The prefix.',
        ),
      }),
      refined(
        object<FlowspecMatchComponent>({
          type: required(choice(...flowspecMatchRows.map(({ type }) => type)), 'The component type.'),
          match: required(
            list(text('comparisons joined by &'), { minItems: 1 }),
            'One must be true: numbers as `==80` or `>=1024&<=2047`, bits as `syn+ack` (any), `=syn+ack` (all), `!syn`, `!=syn`.',
          ),
        }),
        checkMatch,
      ),
    ),
);

function checkMatch({ type, match }: FlowspecMatchComponent): JsonProblem | undefined {
  const row = flowspecMatchRowOf(type);
  for (const [index, written] of match.entries()) {
    const comparisons = parseComparisons([written], row);
    if (comparisons === undefined || formatComparisons(comparisons, row)[0] !== written) {
      return { path: `/match/${index}`, expected: `${row.operators} comparisons of ${type} joined by &` };
    }
  }
  return undefined;
}

const evpnSchemas: { readonly [Type in EvpnRoute['type']]: Schema<Extract<EvpnRoute, { type: Type }>> } = {
  'ethernet-auto-discovery': object<Extract<EvpnRoute, { type: 'ethernet-auto-discovery' }>>({
    type: required(choice('ethernet-auto-discovery'), 'Route type 1.'),
    routeDistinguisher: distinguisher,
    ethernetSegment: segment,
    ethernetTag,
    label,
    pathIdentifier,
  }),
  'mac-ip-advertisement': object<Extract<EvpnRoute, { type: 'mac-ip-advertisement' }>>({
    type: required(choice('mac-ip-advertisement'), 'Route type 2.'),
    routeDistinguisher: distinguisher,
    ethernetSegment: segment,
    ethernetTag,
    macAddress: required(macAddress, 'The MAC address.'),
    ipAddress: optional(ipAddress, 'The IP address.'),
    label,
    secondLabel: optional(evpnLabel, 'The second label field.'),
    pathIdentifier,
  }),
  'inclusive-multicast': object<Extract<EvpnRoute, { type: 'inclusive-multicast' }>>({
    type: required(choice('inclusive-multicast'), 'Route type 3.'),
    routeDistinguisher: distinguisher,
    ethernetTag,
    originatingRouter,
    pathIdentifier,
  }),
  'ethernet-segment': object<Extract<EvpnRoute, { type: 'ethernet-segment' }>>({
    type: required(choice('ethernet-segment'), 'Route type 4.'),
    routeDistinguisher: distinguisher,
    ethernetSegment: segment,
    originatingRouter,
    pathIdentifier,
  }),
  'ip-prefix': refined(
    object<Extract<EvpnRoute, { type: 'ip-prefix' }>>({
      type: required(choice('ip-prefix'), 'Route type 5 (RFC 9136).'),
      routeDistinguisher: distinguisher,
      ethernetSegment: segment,
      ethernetTag,
      prefix,
      gateway: required(ipAddress, "The gateway, of the prefix's kind; all zeros when there is none."),
      label,
      pathIdentifier,
    }),
    (route) =>
      route.prefix.includes(':') === route.gateway.includes(':')
        ? undefined
        : { path: '/gateway', expected: "an address of the prefix's kind" },
  ),
  unrecognized: refined(
    object<Extract<EvpnRoute, { type: 'unrecognized' }>>({
      type: required(choice('unrecognized'), 'A route of any other type.'),
      code: required(uint8, 'The route type.'),
      value: required(hexadecimal, 'The route.'),
      pathIdentifier,
    }),
    ({ code }) =>
      Object.values(evpnRouteRows).some((row) => row.code === code)
        ? { path: '/code', expected: `no code that has a name: ${code} has one` }
        : undefined,
  ),
};
