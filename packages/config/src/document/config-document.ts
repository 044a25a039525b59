import { z } from 'zod';
import { field } from './field-meaning.ts';
import { perFamily } from './peer-family-document.ts';
import {
  listenRangeSchema,
  peerGroupName,
  peerGroupSchema,
  peerSchema,
  withTimersInPairs,
} from './peer-settings-document.ts';
import { tidyDocument } from './tidy.ts';
import {
  addressValue,
  asNumberValue,
  bgpIdentifierValue,
  holdTimeValue,
  hostNameValue,
  prefixValue,
  seconds,
} from './values.ts';

const gracefulRestartSchema = z.strictObject({
  mode: field(z.enum(['disabled', 'helper', 'restarter']), {
    values: '`disabled`, `helper` or `restarter`',
    default: 'helper',
    meaning:
      '`helper` keeps the routes of a peer that restarts; `restarter` also offers to be helped; `disabled` offers nothing.',
    frrConf: 'bgp graceful-restart (restarter), bgp graceful-restart-disable',
  }).optional(),
  restartTimeSeconds: field(seconds(1, 4095), {
    values: 'seconds, 1–4095',
    default: '120',
    meaning: 'How long our restart may take, as our OPEN says.',
    frrConf: 'bgp graceful-restart restart-time (1-4095)',
  }).optional(),
  stalePathTimeSeconds: field(seconds(1, 4095), {
    values: 'seconds, 1–4095',
    default: '360',
    meaning: 'The longest that a restarting peer’s routes are kept.',
    frrConf: 'bgp graceful-restart stalepath-time (1-4095)',
  }).optional(),
  selectionDeferralTimeSeconds: field(seconds(0, 3600), {
    values: 'seconds, 0–3600',
    default: '360',
    meaning: 'The longest that route selection waits for End-of-RIB after our own restart.',
    frrConf: 'bgp graceful-restart select-defer-time (0-3600)',
  }).optional(),
});

const switchOff = { values: 'true or false', default: 'false' };

const bestpathSchema = z.strictObject({
  multipathRelax: field(z.boolean(), {
    ...switchOff,
    meaning: 'Paths of equal length share the load, whatever AS they come from.',
    frrConf: '[no] bgp bestpath as-path multipath-relax',
  }).optional(),
  compareRouterId: field(z.boolean(), {
    ...switchOff,
    meaning: 'Compare BGP Identifiers of external paths rather than prefer the oldest.',
    frrConf: '[no] bgp bestpath compare-routerid',
  }).optional(),
  asPathIgnore: field(z.boolean(), {
    ...switchOff,
    meaning: 'Leave the length of AS_PATH out of the decision.',
    frrConf: '[no] bgp bestpath as-path ignore',
  }).optional(),
  alwaysCompareMed: field(z.boolean(), {
    ...switchOff,
    meaning: 'Compare MULTI_EXIT_DISC between paths from different ASes too.',
    frrConf: '[no] bgp always-compare-med',
  }).optional(),
  medMissingAsWorst: field(z.boolean(), {
    ...switchOff,
    meaning: 'A path without MULTI_EXIT_DISC counts as having the worst.',
    frrConf: '[no] bgp bestpath med missing-as-worst',
  }).optional(),
});

const pathCount = z.int().min(1).max(256);

const maximumPathsSchema = perFamily(() =>
  z.strictObject({
    external: field(pathCount, {
      values: '1–256',
      default: '256, the limit that Debian builds FRR with',
      meaning: 'Width of the equal-cost set of external paths.',
      frrConf: 'maximum-paths (1-256)',
    }).optional(),
    internal: field(pathCount, {
      values: '1–256',
      default: '256, the limit that Debian builds FRR with',
      meaning: 'Width of the equal-cost set of internal paths.',
      frrConf: 'maximum-paths ibgp (1-256)',
    }).optional(),
  }),
);

const listenSchema = z.strictObject({
  addresses: field(z.array(addressValue), {
    values: 'list of IPv4 and IPv6 addresses',
    default: 'all addresses',
    meaning: 'Where connections are accepted.',
    frrConf: 'bgpeer listen address ADDRESS',
  }).optional(),
  port: field(z.int().min(1).max(65_535), {
    values: '1–65535',
    default: '179',
    meaning: 'The TCP port where connections are accepted.',
    frrConf: 'bgpeer listen port (1-65535)',
  }).optional(),
});

/** The one document behind frr.conf, YAML and flags. Parsing makes addresses and prefixes canonical and fills in empty lists. */
export const configDocumentSchema = withTimersInPairs(
  z.strictObject({
    asNumber: field(asNumberValue, {
      values: '1–4294967294, or asdot in quotes',
      meaning: 'Our AS number. Needed.',
      frrConf: 'router bgp ASNUM',
    }),
    routerId: field(bgpIdentifierValue, {
      values: 'a dotted quad, not 0.0.0.0',
      default: 'the highest IPv4 address of the machine',
      meaning: 'Our BGP Identifier.',
      frrConf: 'bgp router-id A.B.C.D',
    }).optional(),
    hostName: field(hostNameValue, {
      values: 'one word, at most 255 letters',
      default: 'the name of the machine',
      meaning: 'Our name, as the FQDN capability tells it.',
      frrConf: 'hostname WORD',
    }).optional(),
    defaults: field(z.enum(['traditional', 'datacenter']), {
      values: '`traditional` or `datacenter`',
      default: 'traditional',
      meaning: 'FRR’s profile of default values: timers, and whether RFC 8212 is obeyed.',
      frrConf: 'frr defaults <traditional|datacenter>',
    }).default('traditional'),
    ebgpRequiresPolicy: field(z.boolean(), {
      values: 'true or false',
      default: 'true; with datacenter false',
      meaning: 'RFC 8212: without a policy nothing is taken from, or sent to, external peers.',
      frrConf: '[no] bgp ebgp-requires-policy',
    }).optional(),
    rejectAsSets: field(z.boolean(), {
      values: 'true or false',
      default: 'true',
      meaning: 'RFC 9774: routes with an AS_SET or AS_CONFED_SET in their path count as withdrawn.',
      frrConf: '[no] bgp reject-as-sets',
    }).optional(),
    defaultIpv4Unicast: field(z.boolean(), {
      values: 'true or false',
      default: 'true',
      meaning: 'Activate IPv4 unicast for every peer that does not say otherwise, IPv6 peers included.',
      frrConf: '[no] bgp default ipv4-unicast',
    }).optional(),
    defaultLocalPreference: field(z.int().min(0).max(4_294_967_295), {
      values: '0–4294967295',
      default: '100',
      meaning: 'LOCAL_PREF of routes that have none.',
      frrConf: 'bgp default local-preference (0-4294967295)',
    }).optional(),
    holdTimeSeconds: field(holdTimeValue, {
      values: 'seconds, 0 (no hold time) or 3–65535',
      default: '180; with datacenter 9',
      meaning: 'The Hold Time proposed to every peer that has none of its own.',
      frrConf: 'timers bgp (0-65535) (0-65535), the second number',
    }).optional(),
    keepaliveTimeSeconds: field(seconds(0, 65_535), {
      values: 'seconds, 0–65535; stands beside `holdTimeSeconds`',
      default: '60; with datacenter 3; a third of a `holdTimeSeconds` that stands alone',
      meaning: 'Time between KEEPALIVEs for every peer that has none of its own.',
      frrConf: 'timers bgp (0-65535) (0-65535), the first number',
    }).optional(),
    connectRetryTimeSeconds: field(seconds(1, 65_535), {
      values: 'seconds, 1–65535',
      default: '120; with datacenter 10',
      meaning: 'Time between tries to connect, for every peer that has none of its own.',
      frrConf: 'bgpeer timers connect (1-65535)',
    }).optional(),
    gracefulRestart: field(gracefulRestartSchema, {
      values: 'the keys below',
      meaning: 'Graceful restart (RFC 4724).',
    }).optional(),
    bestpath: field(bestpathSchema, {
      values: 'the keys below',
      meaning: 'Switches of the decision process.',
    }).optional(),
    maximumPaths: field(maximumPathsSchema, {
      values: 'the keys below',
      meaning: 'Widths of the equal-cost sets, by family.',
    }).optional(),
    networks: field(z.array(prefixValue), {
      values: 'list of IPv4 and IPv6 prefixes',
      default: 'none',
      meaning: 'Prefixes that this router originates, always.',
      frrConf: 'network PREFIX',
    }).default([]),
    peerGroups: field(z.record(peerGroupName, peerGroupSchema), {
      values: 'groups by name',
      default: 'none',
      meaning: 'Settings that peers share.',
      frrConf: 'neighbor NAME peer-group',
    }).default({}),
    peers: field(z.array(peerSchema), {
      values: 'list of peers',
      default: 'none',
      meaning: 'The peers with a known address.',
    }).default([]),
    listenRanges: field(z.array(listenRangeSchema), {
      values: 'list of ranges',
      default: 'none',
      meaning:
        'Who comes from a range becomes a dynamic peer; of overlapping ranges the longest prefix wins.',
    }).default([]),
    listenLimit: field(z.int().min(1).max(65_535), {
      values: '1–65535',
      default: '100',
      meaning: 'How many dynamic peers at once.',
      frrConf: 'bgp listen limit (1-65535)',
    }).optional(),
    listen: field(listenSchema, {
      values: 'the keys below',
      meaning: 'Where this router accepts connections.',
    }).optional(),
    fib: field(z.enum(['none', 'kernel']), {
      values: '`none` or `kernel`',
      default: 'none',
      meaning: 'Where best routes are installed: nowhere, or in the kernel’s routing table.',
      frrConf: 'bgpeer fib <none|kernel>',
    }).optional(),
  }),
).overwrite(tidyDocument);

/** A configuration as it was written, checked by itself: addresses canonical, empty lists filled in, nothing else. */
export type ConfigDocument = z.output<typeof configDocumentSchema>;

/** A configuration as a program may write it: lists left out, AS numbers as text. */
export type ConfigDocumentInput = z.input<typeof configDocumentSchema>;
