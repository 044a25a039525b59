import { encodeUtf8 } from '@bgpeer/bgp-wire';
import { z } from 'zod';
import { field } from './field-meaning.ts';
import {
  addressValue,
  holdTimeValue,
  lineOfText,
  peerGroupNamePattern,
  prefixValue,
  remoteAsValue,
  seconds,
} from './values.ts';

/** RFC 9003, section 2: the communication's length is one octet. */
const shutdownMessageOctetsMax = 255;

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

const peerSettingsShape = {
  remoteAs: field(remoteAsValue, {
    values: 'AS number, `internal`, `external` or `any`',
    meaning: 'Which AS number the peer must have. Needed on the peer or on its group.',
    frrConf: 'neighbor PEER remote-as <ASNUM|internal|external|any>',
  }).optional(),
  description: field(lineOfText, {
    values: 'one line of text',
    meaning: 'For people.',
    frrConf: 'neighbor PEER description LINE...',
  }).optional(),
  passive: field(z.boolean(), {
    values: 'true or false',
    default: 'false',
    meaning: 'Wait for the peer to connect, never dial.',
    frrConf: '[no] neighbor PEER passive',
  }).optional(),
  shutdown: field(z.boolean(), {
    values: 'true or false',
    default: 'false',
    meaning: 'Administrative shutdown: no session.',
    frrConf: '[no] neighbor PEER shutdown',
  }).optional(),
  shutdownMessage: field(
    lineOfText.refine(
      (text) => encodeUtf8(text).length <= shutdownMessageOctetsMax,
      'longer than 255 octets (RFC 9003)',
    ),
    {
      values: 'one line of text, at most 255 octets in UTF-8',
      meaning: 'The shutdown communication (RFC 9003) that the peer is told; stands beside `shutdown: true`.',
      frrConf: 'neighbor PEER shutdown message LINE...',
    },
  ).optional(),
  port: field(z.int().min(1).max(65_535), {
    values: '1–65535',
    default: '179',
    meaning: 'The TCP port to dial.',
    frrConf: 'neighbor PEER port (1-65535)',
  }).optional(),
  localAddress: field(addressValue, {
    values: 'IPv4 or IPv6 address, of the family of the peer’s',
    default: 'chosen by the kernel',
    meaning: 'Our end of the connection.',
    frrConf: 'neighbor PEER update-source ADDRESS',
  }).optional(),
  holdTimeSeconds: field(holdTimeValue, {
    values: 'seconds, 0 (no hold time) or 3–65535',
    default: 'the top-level `holdTimeSeconds`',
    meaning: 'The Hold Time that our OPEN proposes; the smaller of both sides’ is used.',
    frrConf: 'neighbor PEER timers (0-65535) (0-65535), the second number',
  }).optional(),
  keepaliveTimeSeconds: field(seconds(0, 65_535), {
    values: 'seconds, 0–65535; stands beside `holdTimeSeconds`',
    default: 'a third of `holdTimeSeconds`',
    meaning: 'Time between KEEPALIVEs.',
    frrConf: 'neighbor PEER timers (0-65535) (0-65535), the first number',
  }).optional(),
  connectRetryTimeSeconds: field(seconds(1, 65_535), {
    values: 'seconds, 1–65535',
    default: 'the top-level `connectRetryTimeSeconds`',
    meaning: 'Time between tries to connect.',
    frrConf: 'neighbor PEER timers connect (1-65535)',
  }).optional(),
  delayOpenTimeSeconds: field(seconds(0, 240), {
    values: 'seconds, 0–240',
    default: '0: at once',
    meaning: 'How long to wait for the peer’s OPEN before sending ours (RFC 4271, DelayOpenTime).',
    frrConf: 'neighbor PEER timers delayopen (1-240)',
  }).optional(),
  sendHoldTimeSeconds: field(seconds(0, 65_535), {
    values: 'seconds, 0 (off) or 1–65535',
    default: '480, or twice the Hold Time if that is longer',
    meaning: 'A peer that takes no octets for so long loses its session (RFC 9687).',
    frrConf: 'bgpeer neighbor PEER send-hold-time (0-65535)',
  }).optional(),
  extendedNextHop: field(z.boolean(), {
    values: 'true or false',
    default: 'false',
    meaning: 'Offer IPv6 next hops for IPv4 routes (RFC 8950).',
    frrConf: '[no] neighbor PEER capability extended-nexthop',
  }).optional(),
  ebgpMultihop: field(z.int().min(1).max(255), {
    values: '1–255 hops',
    default: '1',
    meaning: 'How many hops away an external peer may be.',
    frrConf: 'neighbor PEER ebgp-multihop [(1-255)]',
  }).optional(),
  families: field(
    perFamily(() => peerFamilySchema),
    { values: 'a family’s keys', meaning: 'Settings for one address family.' },
  ).optional(),
};

/** What a peer group is told, and a peer may be told for itself. */
export const peerGroupSchema = withTimersInPairs(z.strictObject(peerSettingsShape));

export type PeerGroupDocument = z.output<typeof peerGroupSchema>;

/** A peer with its own settings; what it leaves out comes from its group. */
export const peerSchema = withTimersInPairs(
  z.strictObject({
    address: field(addressValue, {
      values: 'IPv4 or IPv6 address',
      meaning: 'The peer’s address.',
      frrConf: 'neighbor ADDRESS remote-as …, or neighbor ADDRESS peer-group NAME',
    }),
    peerGroup: field(z.string(), {
      values: 'the name of a peer group',
      meaning: 'The group whose settings the peer takes over.',
      frrConf: 'neighbor ADDRESS peer-group NAME',
    }).optional(),
    ...peerSettingsShape,
  }),
);

export type PeerDocument = z.output<typeof peerSchema>;

/** A range of addresses whose owners may become peers. */
export const listenRangeSchema = z.strictObject({
  prefix: field(prefixValue, {
    values: 'IPv4 or IPv6 prefix',
    meaning: 'Who may come.',
    frrConf: 'bgp listen range PREFIX peer-group NAME',
  }),
  peerGroup: field(z.string(), {
    values: 'the name of a peer group',
    meaning: 'The settings of who comes.',
    frrConf: 'bgp listen range PREFIX peer-group NAME',
  }),
});

/** The name of a peer group. */
export const peerGroupName = z
  .string()
  .regex(peerGroupNamePattern, 'a peer group’s name is one word, and not an address');

type PairedTimers = { holdTimeSeconds?: number; keepaliveTimeSeconds?: number };

/** Both timers or neither, as FRR's one statement has them: a lone hold time brings a third of itself (RFC 4271, section 4.4). */
export function withTimersInPairs<
  Schema extends z.ZodType<PairedTimers & { shutdown?: boolean; shutdownMessage?: string }>,
>(schema: Schema): Schema {
  return schema
    .overwrite((settings) =>
      settings.holdTimeSeconds !== undefined && settings.keepaliveTimeSeconds === undefined
        ? { ...settings, keepaliveTimeSeconds: Math.floor(settings.holdTimeSeconds / 3) }
        : settings,
    )
    .refine(
      (settings) => settings.keepaliveTimeSeconds === undefined || settings.holdTimeSeconds !== undefined,
      { path: ['keepaliveTimeSeconds'], message: 'needs holdTimeSeconds beside it' },
    )
    .refine((settings) => settings.shutdownMessage === undefined || settings.shutdown === true, {
      path: ['shutdownMessage'],
      message: 'needs `shutdown: true` beside it',
    }) as Schema;
}
