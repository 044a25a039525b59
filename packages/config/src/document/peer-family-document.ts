import { z } from 'zod';
import { field } from './field-meaning.ts';

/** One schema for each family that the router speaks. */
export function perFamily<Schema extends z.ZodType>(schemaOf: () => Schema) {
  return z.strictObject({
    'ipv4-unicast': schemaOf().optional(),
    'ipv6-unicast': schemaOf().optional(),
  });
}

const policyValue = z.enum(['permit-all', 'none']);

/** What a peer, or a group, is told for one address family. */
export const peerFamilySchema = z.strictObject({
  activate: field(z.boolean(), {
    values: 'true or false',
    default: 'true for IPv4 unicast unless `defaultIpv4Unicast` is false; else false',
    meaning: 'Exchange routes of this family.',
    frrConf: '[no] neighbor PEER activate',
  }).optional(),
  nextHopSelf: field(z.boolean(), {
    values: 'true or false',
    default: 'false',
    meaning: 'Advertise our own address as next hop to internal peers too.',
    frrConf: '[no] neighbor PEER next-hop-self',
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
    }),
    { values: 'the keys below', default: 'no limit', meaning: 'Limit on what is learned from the peer.' },
  ).optional(),
  allowOwnAsCount: field(z.int().min(0).max(10), {
    values: '0–10',
    default: '0',
    meaning: 'How often our own AS number may stand in a received AS_PATH.',
    frrConf: 'neighbor PEER allowas-in [(1-10)]',
  }).optional(),
  importPolicy: field(policyValue, {
    values: '`permit-all` or `none`',
    default: 'none',
    meaning: 'The policy on what is learned; without one RFC 8212 takes nothing from an external peer.',
    frrConf: 'neighbor PEER route-map NAME in, with `route-map NAME permit 10`',
  }).optional(),
  exportPolicy: field(policyValue, {
    values: '`permit-all` or `none`',
    default: 'none',
    meaning: 'The policy on what is advertised; without one RFC 8212 sends nothing to an external peer.',
    frrConf: 'neighbor PEER route-map NAME out, with `route-map NAME permit 10`',
  }).optional(),
});

export type PeerFamilyDocument = z.output<typeof peerFamilySchema>;
