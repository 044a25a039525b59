import { encodeUtf8 } from '@bgpeer/bgp-wire';
import { z } from 'zod';
import { field } from './field-meaning.ts';
import { peerFamilySchema, perFamily } from './peer-family-document.ts';
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
