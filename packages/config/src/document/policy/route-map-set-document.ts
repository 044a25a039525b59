import { z } from 'zod';
import { field } from '../field-meaning.ts';
import { addressValue } from '../values.ts';
import {
  addressOf,
  communitiesValue,
  largeCommunitiesValue,
  numberChangeValue,
  originValue,
  pathAsNumber,
  policyName,
  routeTargetsValue,
  uint32Max,
} from './policy-values.ts';

const asNumbers = z.array(pathAsNumber).min(1);

function change(meaning: string, frrConf: string) {
  const values = `0–${uint32Max}, or in quotes \`+N\` or \`-N\` to change what is there`;
  return field(numberChangeValue, { values, meaning, frrConf }).optional();
}

function onlyTrue(meaning: string, frrConf: string) {
  return field(z.literal(true), { values: 'true', meaning, frrConf }).optional();
}

function listName(meaning: string, frrConf: string) {
  return field(policyName, { values: 'the name of a list', meaning, frrConf }).optional();
}

const linkBandwidthSchema = z.strictObject({
  bandwidth: field(z.union([z.enum(['cumulative', 'num-multipaths']), z.int().min(1).max(25_600)]), {
    values: '1–25600 megabits per second, `cumulative` or `num-multipaths`',
    meaning: 'The bandwidth: a number, the sum of the equal-cost paths’, or as many as there are paths.',
    frrConf: 'set extcommunity bandwidth <(1-25600)|cumulative|num-multipaths>',
  }),
  nonTransitive: field(z.boolean(), {
    values: 'true or false',
    default: 'false',
    meaning: 'The community does not leave the neighbouring AS.',
    frrConf: 'set extcommunity bandwidth … non-transitive',
  }).optional(),
});

/** One change that an entry of a route-map makes: an object with one key. */
export const routeMapSetSchema = z
  .strictObject({
    aggregator: field(
      z.strictObject({
        asNumber: field(pathAsNumber, { values: `1–${uint32Max}`, meaning: 'The aggregator’s AS number.' }),
        address: field(addressOf(addressValue, 'IPv4'), {
          values: 'IPv4 address',
          meaning: 'The aggregator’s address.',
        }),
      }),
      {
        values: 'the keys below',
        meaning: 'AGGREGATOR.',
        frrConf: 'set aggregator as <ASNUM|(1-4294967295)> A.B.C.D',
      },
    ).optional(),
    aigpMetric: field(z.union([z.literal('igp-metric'), z.int().min(0).max(uint32Max)]), {
      values: `0–${uint32Max}, or \`igp-metric\``,
      meaning: 'AIGP (RFC 7311): a number, or the interior cost of the next hop.',
      frrConf: 'set aigp-metric <igp-metric|(0-4294967295)>',
    }).optional(),
    excludeAsPath: field(z.union([z.literal('all'), asNumbers]), {
      values: 'list of AS numbers, or `all`',
      meaning: 'Take these AS numbers out of the AS path.',
      frrConf: 'set as-path exclude <ASNUM...|all>',
    }).optional(),
    prependAsPath: field(asNumbers, {
      values: 'list of AS numbers',
      meaning: 'Put these AS numbers in front of the AS path.',
      frrConf: 'set as-path prepend ASNUM...',
    }).optional(),
    prependLastAs: field(z.int().min(1).max(10), {
      values: '1–10',
      meaning: 'Put the leftmost AS number so many more times in front of the AS path.',
      frrConf: 'set as-path prepend last-as (1-10)',
    }).optional(),
    replaceAsPath: field(
      z.strictObject({
        asNumber: field(z.union([z.literal('any'), pathAsNumber]), {
          values: 'AS number, or `any`',
          meaning: 'What is replaced in the AS path.',
        }),
        by: field(pathAsNumber, {
          values: 'AS number',
          default: 'our own',
          meaning: 'What stands there instead.',
        }).optional(),
      }),
      {
        values: 'the keys below',
        meaning: 'Replace AS numbers in the AS path.',
        frrConf: 'set as-path replace <any|ASNUM> [ASNUM]',
      },
    ).optional(),
    atomicAggregate: onlyTrue('ATOMIC_AGGREGATE.', 'set atomic-aggregate'),
    deleteCommunities: listName(
      'Take away the communities that the list permits.',
      'set comm-list NAME delete',
    ),
    communities: field(communitiesValue, {
      values: 'list of communities',
      meaning: 'COMMUNITIES: these instead of what is there.',
      frrConf: 'set community COMMUNITY...',
    }).optional(),
    addCommunities: field(communitiesValue, {
      values: 'list of communities',
      meaning: 'COMMUNITIES: these beside what is there.',
      frrConf: 'set community COMMUNITY... additive',
    }).optional(),
    noCommunities: onlyTrue('No COMMUNITIES.', 'set community none'),
    deleteExtendedCommunities: listName(
      'Take away the extended communities that the list permits.',
      'set extended-comm-list NAME delete',
    ),
    linkBandwidth: field(linkBandwidthSchema, {
      values: 'the keys below',
      meaning: 'The link bandwidth community (draft-ietf-idr-link-bandwidth).',
    }).optional(),
    noExtendedCommunities: onlyTrue('No EXTENDED COMMUNITIES.', 'set extcommunity none'),
    addRouteTargets: field(routeTargetsValue, {
      values: 'list of `AS:N` or `A.B.C.D:N`',
      meaning: 'Route targets beside what is there.',
      frrConf: 'set extcommunity rt VALUE...',
    }).optional(),
    addSitesOfOrigin: field(routeTargetsValue, {
      values: 'list of `AS:N` or `A.B.C.D:N`',
      meaning: 'Sites of origin beside what is there.',
      frrConf: 'set extcommunity soo VALUE...',
    }).optional(),
    nextHop: field(z.union([z.enum(['peer-address', 'unchanged']), addressOf(addressValue, 'IPv4')]), {
      values: 'IPv4 address, `peer-address` or `unchanged`',
      meaning: 'The next hop; `peer-address` is the peer’s address on the way in and our own on the way out.',
      frrConf: 'set ip next-hop <A.B.C.D|peer-address|unchanged>',
    }).optional(),
    ipv6NextHop: field(z.union([z.literal('peer-address'), addressOf(addressValue, 'IPv6')]), {
      values: 'IPv6 address, or `peer-address`',
      meaning: 'The global next hop.',
      frrConf: 'set ipv6 next-hop <global X:X::X:X|peer-address>',
    }).optional(),
    ipv6LinkLocalNextHop: field(addressOf(addressValue, 'IPv6'), {
      values: 'IPv6 address',
      meaning: 'The link-local next hop.',
      frrConf: 'set ipv6 next-hop local X:X::X:X',
    }).optional(),
    deleteLargeCommunities: listName(
      'Take away the large communities that the list permits.',
      'set large-comm-list NAME delete',
    ),
    largeCommunities: field(largeCommunitiesValue, {
      values: 'list of large communities',
      meaning: 'LARGE_COMMUNITY: these instead of what is there.',
      frrConf: 'set large-community LARGE-COMMUNITY...',
    }).optional(),
    addLargeCommunities: field(largeCommunitiesValue, {
      values: 'list of large communities',
      meaning: 'LARGE_COMMUNITY: these beside what is there.',
      frrConf: 'set large-community LARGE-COMMUNITY... additive',
    }).optional(),
    noLargeCommunities: onlyTrue('No LARGE_COMMUNITY.', 'set large-community none'),
    localPreference: change('LOCAL_PREF.', 'set local-preference <(0-4294967295)|+N|-N>'),
    med: change('MULTI_EXIT_DISC.', 'set metric <(0-4294967295)|+N|-N>'),
    origin: field(originValue, {
      values: '`igp`, `egp` or `incomplete`',
      meaning: 'ORIGIN.',
      frrConf: 'set origin <egp|igp|incomplete>',
    }).optional(),
    originatorId: field(addressOf(addressValue, 'IPv4'), {
      values: 'IPv4 address',
      meaning: 'ORIGINATOR_ID (RFC 4456).',
      frrConf: 'set originator-id A.B.C.D',
    }).optional(),
    tag: field(z.int().min(1).max(uint32Max), {
      values: `1–${uint32Max}`,
      meaning: 'The route’s tag, for `match tag`.',
      frrConf: 'set tag (1-4294967295)',
    }).optional(),
    weight: field(z.int().min(0).max(uint32Max), {
      values: `0–${uint32Max}`,
      meaning: 'The weight: the first step of the decision process, local to this router.',
      frrConf: 'set weight (0-4294967295)',
    }).optional(),
  })
  .refine(
    (change) => Object.values(change).filter((value) => value !== undefined).length === 1,
    'has not exactly one key',
  );

export type RouteMapSetDocument = z.output<typeof routeMapSetSchema>;
