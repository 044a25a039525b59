import { z } from 'zod';
import { field } from './field-meaning.ts';
import { attachedPolicyField } from './policy/attached-policy.ts';
import { policyName } from './policy/policy-values.ts';
import { switchDefaultingTo } from './values.ts';

/** One schema for each family that the router speaks. */
export function perFamily<Schema extends z.ZodType>(schemaOf: () => Schema) {
  return z.strictObject({
    'ipv4-unicast': schemaOf().optional(),
    'ipv6-unicast': schemaOf().optional(),
  });
}

const attributesUnchangedSchema = z.strictObject({
  asPath: field(z.boolean(), {
    ...switchDefaultingTo(false),
    meaning: 'AS_PATH, without our AS number.',
    frrConf: 'neighbor PEER attribute-unchanged as-path',
  }).default(false),
  nextHop: field(z.boolean(), {
    ...switchDefaultingTo(false),
    meaning: 'NEXT_HOP.',
    frrConf: 'neighbor PEER attribute-unchanged next-hop',
  }).default(false),
  multiExitDisc: field(z.boolean(), {
    ...switchDefaultingTo(false),
    meaning: 'MULTI_EXIT_DISC.',
    frrConf: 'neighbor PEER attribute-unchanged med',
  }).default(false),
});

const removePrivateAsValue = z.union([
  z.literal(false),
  z.literal(true).transform(() => ({ all: false, replaceAs: false })),
  z.strictObject({ all: z.boolean().default(false), replaceAs: z.boolean().default(false) }),
]);

/** What a peer, or a group, is told for one address family. */
export const peerFamilySchema = z.strictObject({
  activate: field(z.boolean(), {
    values: 'true or false',
    default: 'IPv4 unicast: `defaultIpv4Unicast`; IPv6 unicast: `defaultIpv6Unicast`',
    meaning: 'Exchange routes of this family.',
    frrConf: '[no] neighbor PEER activate',
  }).optional(),
  nextHopSelf: field(z.union([z.boolean(), z.literal('force')]), {
    values: 'true, false or `force`',
    default: 'false',
    meaning:
      'Advertise our own address as next hop to internal peers too; `force` does so for reflected routes as well.',
    frrConf: '[no] neighbor PEER next-hop-self [force]',
  }).optional(),
  attributesUnchanged: field(attributesUnchangedSchema, {
    values: 'the keys below',
    default: 'none of them',
    meaning: 'Attributes that an external peer is sent as they came.',
    frrConf: 'neighbor PEER attribute-unchanged [as-path] [next-hop] [med]',
  }).optional(),
  routeReflectorClient: field(z.boolean(), {
    ...switchDefaultingTo(false),
    meaning: 'The internal peer is a client of ours: routes are reflected to and from it (RFC 4456).',
    frrConf: '[no] neighbor PEER route-reflector-client',
  }).optional(),
  routeServerClient: field(z.boolean(), {
    ...switchDefaultingTo(false),
    meaning: 'The external peer is a client of our route server: attributes stay as they came (RFC 7947).',
    frrConf: '[no] neighbor PEER route-server-client',
  }).optional(),
  weight: field(z.int().min(0).max(65_535), {
    values: '0–65535',
    default: '0',
    meaning:
      'Weight of what is learned from the peer: the first step of the decision process, local to this router.',
    frrConf: 'neighbor PEER weight (0-65535)',
  }).optional(),
  sendCommunities: field(
    z.strictObject({
      standard: field(z.boolean(), {
        values: 'true or false',
        default: 'true',
        meaning: 'Send COMMUNITIES (RFC 1997).',
        frrConf: '[no] neighbor PEER send-community',
      }).optional(),
      extended: field(z.boolean(), {
        values: 'true or false',
        default: 'true',
        meaning: 'Send EXTENDED COMMUNITIES (RFC 4360).',
        frrConf: '[no] neighbor PEER send-community extended',
      }).optional(),
      large: field(z.boolean(), {
        values: 'true or false',
        default: 'true',
        meaning: 'Send LARGE_COMMUNITY (RFC 8092).',
        frrConf: '[no] neighbor PEER send-community large',
      }).optional(),
    }),
    { values: 'the keys below', default: 'all of them', meaning: 'Which communities the peer is sent.' },
  ).optional(),
  maximumPrefixes: field(
    z.strictObject({
      count: field(z.int().min(1).max(4_294_967_295), {
        values: '1–4294967295',
        meaning: 'The most prefixes that the peer may advertise (RFC 4486).',
        frrConf: 'neighbor PEER maximum-prefix (1-4294967295)',
      }),
      warningOnly: field(z.boolean(), {
        values: 'true or false',
        default: 'false',
        meaning: 'Only say so when there are more; do not close the session.',
        frrConf: 'neighbor PEER maximum-prefix (1-4294967295) warning-only',
      }).default(false),
      thresholdPercent: field(z.int().min(1).max(100), {
        values: '1–100',
        default: '75',
        meaning: 'From this share of the limit on the operator is told.',
        frrConf: 'neighbor PEER maximum-prefix (1-4294967295) (1-100)',
      }).optional(),
      restartMinutes: field(z.int().min(1).max(65_535), {
        values: 'minutes, 1–65535',
        default: 'when the operator says so',
        meaning: 'When to start the session again that the limit has ended.',
        frrConf: 'neighbor PEER maximum-prefix (1-4294967295) restart (1-65535)',
      }).optional(),
    }),
    { values: 'the keys below', default: 'no limit', meaning: 'Limit on what is learned from the peer.' },
  ).optional(),
  maximumPrefixesOut: field(z.int().min(1).max(4_294_967_295), {
    values: '1–4294967295',
    default: 'no limit',
    meaning: 'The most prefixes that the peer is sent.',
    frrConf: 'neighbor PEER maximum-prefix-out (1-4294967295)',
  }).optional(),
  allowOwnAs: field(z.union([z.int().min(0).max(10), z.literal('origin')]), {
    values: '0–10, or `origin`',
    default: '0',
    meaning:
      'How often our own AS number may stand in a received AS_PATH; `origin`: only where the route began, however often.',
    frrConf: 'neighbor PEER allowas-in [<(1-10)|origin>]',
  }).optional(),
  asOverride: field(z.boolean(), {
    ...switchDefaultingTo(false),
    meaning: 'Our AS number in place of the external peer’s own in what it is sent.',
    frrConf: '[no] neighbor PEER as-override',
  }).optional(),
  removePrivateAs: field(removePrivateAsValue, {
    values: 'true, false, or `{ all, replaceAs }` with true or false each',
    default: 'false',
    meaning:
      'Take private AS numbers (RFC 6996) out of what an external peer is sent, when there are no others; `all` in any case; `replaceAs` puts ours in their place.',
    frrConf: '[no] neighbor PEER remove-private-AS [all] [replace-AS]',
  }).optional(),
  defaultOriginate: field(z.union([z.boolean(), z.strictObject({ routeMap: policyName })]), {
    values: 'true, false or `{ routeMap }`',
    default: 'false',
    meaning:
      'Send the peer a default route, whether or not there is one; with a route-map, as long as it permits some route.',
    frrConf: '[no] neighbor PEER default-originate [route-map NAME]',
  }).optional(),
  addPathSend: field(z.union([z.enum(['none', 'all', 'best-per-as']), z.int().min(1).max(256)]), {
    values: '`none`, `all`, `best-per-as`, or 2–256 for the best so many',
    default: 'none: the best path, without ADD-PATH',
    meaning: 'Paths of a prefix that the peer is sent (RFC 7911).',
    frrConf:
      'neighbor PEER addpath-tx-all-paths, addpath-tx-bestpath-per-AS, addpath-tx-best-selected (1-256)',
  }).optional(),
  addPathReceive: field(z.boolean(), {
    ...switchDefaultingTo(true),
    meaning: 'Offer to take several paths of a prefix (RFC 7911).',
    frrConf: '[no] neighbor PEER disable-addpath-rx, which is false',
  }).optional(),
  addPathReceiveLimit: field(z.int().min(1).max(65_535), {
    values: '1–65535',
    default: 'no limit',
    meaning:
      'The most paths of a prefix that the peer is asked for (draft-abraitis-idr-addpath-paths-limit).',
    frrConf: 'neighbor PEER addpath-rx-paths-limit (1-65535)',
  }).optional(),
  aigp: field(z.boolean(), {
    ...switchDefaultingTo(false),
    meaning: 'Send AIGP to the peer, and take it from there (RFC 7311).',
    frrConf: '[no] neighbor PEER aigp',
  }).optional(),
  softReconfigurationInbound: field(z.boolean(), {
    ...switchDefaultingTo(false),
    meaning:
      '`show … received-routes` may be asked. What was received is kept in any case, so that a policy can change.',
    frrConf: '[no] neighbor PEER soft-reconfiguration inbound',
  }).optional(),
  importPolicy: attachedPolicyField(
    'The policy on what is learned, filter by filter before the group’s; without one RFC 8212 takes nothing from an external peer.',
    'in',
  ).optional(),
  exportPolicy: attachedPolicyField(
    'The policy on what is advertised, filter by filter before the group’s; without one RFC 8212 sends nothing to an external peer.',
    'out',
  ).optional(),
  unsuppressMap: field(policyName, {
    values: 'the name of a route-map',
    meaning: 'Of what a summary suppresses, the peer is sent what this route-map permits.',
    frrConf: 'neighbor PEER unsuppress-map NAME',
  }).optional(),
});

export type PeerFamilyDocument = z.output<typeof peerFamilySchema>;
