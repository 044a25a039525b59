import { z } from 'zod';
import { field } from './field-meaning.ts';
import { peerFamilySchema, perFamily } from './peer-family-document.ts';
import {
  addressValue,
  asNumberValue,
  holdTimeValue,
  lineOfText,
  peerGroupNamePattern,
  prefixValue,
  remoteAsValue,
  seconds,
  shutdownMessageValue,
  switchDefaultingTo,
} from './values.ts';

const localAsSchema = z
  .strictObject({
    asNumber: field(asNumberValue, {
      values: '1–4294967294, or asdot in quotes',
      meaning:
        'The AS number that our OPEN gives, and that stands before what the peer advertises and is sent.',
      frrConf: 'neighbor PEER local-as ASNUM',
    }),
    noPrepend: field(z.boolean(), {
      ...switchDefaultingTo(false),
      meaning: 'Do not put it before what the peer advertises.',
      frrConf: 'neighbor PEER local-as ASNUM no-prepend',
    }).default(false),
    replaceAs: field(z.boolean(), {
      ...switchDefaultingTo(false),
      meaning:
        'Put it in place of our own AS number before what the peer is sent; stands beside `noPrepend: true`.',
      frrConf: 'neighbor PEER local-as ASNUM no-prepend replace-as',
    }).default(false),
  })
  .refine(({ noPrepend, replaceAs }) => noPrepend || !replaceAs, {
    path: ['replaceAs'],
    message: 'needs `noPrepend: true` beside it',
  });

const localRoleSchema = z.strictObject({
  role: field(z.enum(['provider', 'rs-server', 'rs-client', 'customer', 'peer']), {
    values: '`provider`, `rs-server`, `rs-client`, `customer` or `peer`',
    meaning: 'What we are to the peer.',
    frrConf: 'neighbor PEER local-role <provider|rs-server|rs-client|customer|peer>',
  }),
  strict: field(z.boolean(), {
    ...switchDefaultingTo(false),
    meaning: 'Refuse a peer that has no role.',
    frrConf: 'neighbor PEER local-role ROLE strict-mode',
  }).default(false),
});

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
  shutdownMessage: field(shutdownMessageValue, {
    values: 'one line of text, at most 255 octets in UTF-8',
    meaning: 'The shutdown communication (RFC 9003) that the peer is told; stands beside `shutdown: true`.',
    frrConf: 'neighbor PEER shutdown message LINE...',
  }).optional(),
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
  disableConnectedCheck: field(z.boolean(), {
    values: 'true or false',
    default: 'the top-level `disableConnectedCheck`',
    meaning: 'An external peer one hop away need not be in a subnet of ours, as between loopbacks.',
    frrConf: '[no] neighbor PEER disable-connected-check',
  }).optional(),
  advertisementIntervalSeconds: field(seconds(0, 600), {
    values: 'seconds, 0–600',
    default: '0',
    meaning: 'The least time between two UPDATEs about one prefix (RFC 4271, section 9.2.1.1).',
    frrConf: 'neighbor PEER advertisement-interval (0-600)',
  }).optional(),
  localAs: field(localAsSchema, {
    values: 'the keys below',
    default: 'none',
    meaning: 'An AS number of our past that an external peer still knows us by (RFC 7705).',
  }).optional(),
  localRole: field(localRoleSchema, {
    values: 'the keys below',
    default: 'none',
    meaning: 'Our role towards an external peer, which keeps routes from leaking (RFC 9234).',
  }).optional(),
  enforceFirstAs: field(z.boolean(), {
    values: 'true or false',
    default: 'the top-level `enforceFirstAs`',
    meaning: 'An external peer’s own AS number must stand first in its AS_PATHs (RFC 4271, section 6.3).',
    frrConf: '[no] neighbor PEER enforce-first-as',
  }).optional(),
  senderAsPathLoopDetection: field(z.boolean(), {
    ...switchDefaultingTo(false),
    meaning: 'Do not send what the peer would take for a loop: routes with its AS number in their AS_PATH.',
    frrConf: '[no] neighbor PEER sender-as-path-loop-detection',
  }).optional(),
  gracefulRestartMode: field(z.enum(['disabled', 'helper', 'restarter']), {
    values: '`disabled`, `helper` or `restarter`',
    default: '`gracefulRestart.mode`',
    meaning: 'Graceful restart with this peer.',
    frrConf: 'neighbor PEER graceful-restart (restarter), graceful-restart-helper, graceful-restart-disable',
  }).optional(),
  gracefulShutdown: field(z.boolean(), {
    ...switchDefaultingTo(false),
    meaning:
      'The session is about to end: the peer is sent everything with GRACEFUL_SHUTDOWN, and what it sends counts as having it (RFC 8326).',
    frrConf: '[no] neighbor PEER graceful-shutdown',
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
