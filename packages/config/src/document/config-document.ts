import { z } from 'zod';
import { bestpathSchema, maximumPathsSchema } from './decision-document.ts';
import { field } from './field-meaning.ts';
import { gracefulRestartSchema } from './graceful-restart-document.ts';
import {
  aggregateSchema,
  networkSchema,
  redistributeSchema,
  staticRouteSchema,
} from './origination-document.ts';
import {
  listenRangeSchema,
  peerGroupName,
  peerGroupSchema,
  peerSchema,
  withTimersInPairs,
} from './peer-settings-document.ts';
import { advertisementSchema, communityNamesSchema } from './policy/advertisements-document.ts';
import { checkAdvertisements, expandAdvertisements } from './policy/expand-advertisements.ts';
import { policiesSchema } from './policy/policies-document.ts';
import { reflectionSchema } from './reflection-document.ts';
import { tidyDocument } from './tidy.ts';
import {
  addressValue,
  asNumberValue,
  bgpIdentifierValue,
  holdTimeValue,
  hostNameValue,
  seconds,
  shutdownMessageValue,
  switchDefaultingTo,
} from './values.ts';

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
      meaning:
        'FRR’s profile of default values: timers, `bgp deterministic-med`, and whether RFC 8212 is obeyed.',
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
    defaultIpv6Unicast: field(z.boolean(), {
      ...switchDefaultingTo(false),
      meaning: 'Activate IPv6 unicast for every peer that does not say otherwise, IPv4 peers included.',
      frrConf: '[no] bgp default ipv6-unicast',
    }).optional(),
    enforceFirstAs: field(z.boolean(), {
      values: 'true or false',
      default: 'false, as FRR up to 9.0; later ones have it on',
      meaning: '`enforceFirstAs` of every peer that does not say otherwise.',
      frrConf: '[no] bgp enforce-first-as',
    }).optional(),
    disableConnectedCheck: field(z.boolean(), {
      ...switchDefaultingTo(false),
      meaning: '`disableConnectedCheck` of every peer that does not say otherwise.',
      frrConf: '[no] bgp disable-ebgp-connected-route-check',
    }).optional(),
    shutdown: field(z.boolean(), {
      ...switchDefaultingTo(false),
      meaning: 'Administrative shutdown of every peer, whatever it says itself.',
      frrConf: '[no] bgp shutdown',
    }).optional(),
    shutdownMessage: field(shutdownMessageValue, {
      values: 'one line of text, at most 255 octets in UTF-8',
      meaning:
        'The shutdown communication (RFC 9003) that every peer is told; stands beside `shutdown: true`.',
      frrConf: 'bgp shutdown message LINE...',
    }).optional(),
    gracefulShutdown: field(z.boolean(), {
      ...switchDefaultingTo(false),
      meaning:
        'About to go: everything is sent with GRACEFUL_SHUTDOWN, and inside the AS with LOCAL_PREF 0 (RFC 8326).',
      frrConf: '[no] bgp graceful-shutdown',
    }).optional(),
    defaultLocalPreference: field(z.int().min(0).max(4_294_967_295), {
      values: '0–4294967295',
      default: '100',
      meaning: 'LOCAL_PREF of routes that have none.',
      frrConf: 'bgp default local-preference (0-4294967295)',
    }).optional(),
    minimumHoldTimeSeconds: field(seconds(1, 65_535), {
      values: 'seconds, 1–65535',
      default: 'whatever RFC 4271 allows',
      meaning: 'A peer whose OPEN has a shorter Hold Time, or none, is refused.',
      frrConf: 'bgp minimum-holdtime (1-65535)',
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
    reflection: field(reflectionSchema, {
      values: 'the keys below',
      meaning: 'Route reflection (RFC 4456).',
    }).optional(),
    bestpath: field(bestpathSchema, {
      values: 'the keys below',
      meaning: 'Switches of the decision process.',
    }).optional(),
    maximumPaths: field(maximumPathsSchema, {
      values: 'the keys below',
      meaning: 'Widths of the equal-cost sets, by family.',
    }).optional(),
    networks: field(z.array(networkSchema), {
      values: 'list of IPv4 and IPv6 prefixes, each alone or as `{ prefix, routeMap }`',
      default: 'none',
      meaning: 'Prefixes that this router originates, always; a route-map gives them attributes.',
      frrConf: 'network PREFIX [route-map NAME]',
    }).default([]),
    redistribute: field(z.array(redistributeSchema), {
      values: 'list of protocols',
      default: 'none',
      meaning: 'Routes that are not BGP’s, and that this router originates as long as they are there.',
      frrConf: 'redistribute PROTOCOL',
    }).default([]),
    aggregates: field(z.array(aggregateSchema), {
      values: 'list of aggregates',
      default: 'none',
      meaning: 'Prefixes that are originated as long as there is a more specific route in them.',
      frrConf: 'aggregate-address PREFIX',
    }).default([]),
    staticRoutes: field(z.array(staticRouteSchema), {
      values: 'list of routes',
      default: 'none',
      meaning: 'Routes of our own.',
      frrConf: 'ip route PREFIX …',
    }).default([]),
    policies: field(policiesSchema, {
      values: 'the keys below',
      default: 'none',
      meaning: 'Lists and route-maps, by name.',
    }).optional(),
    advertisements: field(z.array(advertisementSchema), {
      values: 'list of advertisements',
      default: 'none',
      meaning:
        'What is advertised to whom, as MetalLB says it: each becomes part of the export policies of the peers that it is for.',
    }).optional(),
    communityNames: field(communityNamesSchema, {
      values: 'communities by name',
      default: 'none',
      meaning: 'Names for communities, to be used in `advertisements`.',
    }).optional(),
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
      meaning:
        'Where best and static routes are installed: nowhere, or in the kernel’s routing table. With `kernel` next hops must be reached by routes of the machine or of BGP, a default route counts; with `none` every next hop is reachable at cost 0.',
      frrConf: 'bgpeer fib <none|kernel>',
    }).optional(),
  }),
)
  .superRefine(checkAdvertisements)
  .overwrite(expandAdvertisements)
  .overwrite(tidyDocument);

/** A configuration as it was written, checked by itself: addresses canonical, empty lists filled in, nothing else. */
export type ConfigDocument = z.output<typeof configDocumentSchema>;

/** A configuration as a program may write it: lists left out, AS numbers as text. */
export type ConfigDocumentInput = z.input<typeof configDocumentSchema>;
