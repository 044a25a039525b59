import { z } from 'zod';
import { field } from './field-meaning.ts';
import { perFamily } from './peer-family-document.ts';
import { switchDefaultingTo, withoutSwitchesOff } from './values.ts';

/** What link bandwidths do to the shares of the load. */
export const linkBandwidthUses = [
  'by-weight',
  'ignore',
  'skip-missing',
  'default-weight-for-missing',
] as const;

/** Switches of the decision process. */
export const bestpathSchema = z.strictObject({
  multipathRelax: field(z.union([z.boolean(), z.literal('as-set')]), {
    values: 'true, false or `as-set`',
    default: 'false',
    meaning:
      'Paths of equal length share the load, whatever AS they come from. With `as-set` paths that share it are advertised as one, through us: what their AS_PATHs begin with, and the rest as an AS_SET (RFC 9774 advises against).',
    frrConf: '[no] bgp bestpath as-path multipath-relax [as-set]',
  }).optional(),
  peerTypeMultipathRelax: field(z.boolean(), {
    ...switchDefaultingTo(false),
    meaning: 'External and internal paths share the load.',
    frrConf: '[no] bgp bestpath peer-type multipath-relax',
  }).optional(),
  compareRouterId: field(z.boolean(), {
    ...switchDefaultingTo(false),
    meaning: 'Compare BGP Identifiers of external paths rather than prefer the oldest.',
    frrConf: '[no] bgp bestpath compare-routerid',
  }).optional(),
  asPathIgnore: field(z.boolean(), {
    ...switchDefaultingTo(false),
    meaning: 'Leave the length of AS_PATH out of the decision.',
    frrConf: '[no] bgp bestpath as-path ignore',
  }).optional(),
  alwaysCompareMed: field(z.boolean(), {
    ...switchDefaultingTo(false),
    meaning: 'Compare MULTI_EXIT_DISC between paths from different ASes too.',
    frrConf: '[no] bgp always-compare-med',
  }).optional(),
  deterministicMed: field(z.boolean(), {
    values: 'true or false',
    default: 'false; with datacenter true',
    meaning:
      'Let MULTI_EXIT_DISC not depend on the order in which paths came: it never does here, so this changes nothing.',
    frrConf: '[no] bgp deterministic-med',
  }).optional(),
  medMissingAsWorst: field(z.boolean(), {
    ...switchDefaultingTo(false),
    meaning: 'A path without MULTI_EXIT_DISC counts as having the worst.',
    frrConf: '[no] bgp bestpath med missing-as-worst',
  }).optional(),
  aigp: field(z.boolean(), {
    ...switchDefaultingTo(true),
    meaning:
      'AIGP counts in the decision where paths have it, as RFC 7311 has it; FRR only does so when told. What lets it in from external peers is `aigp` of the peer.',
    frrConf: '[no] bgp bestpath aigp',
  }).optional(),
  linkBandwidth: field(z.enum(linkBandwidthUses), {
    values: '`by-weight`, `ignore`, `skip-missing` or `default-weight-for-missing`',
    default: 'by-weight',
    meaning:
      'Shares of the load by the paths’ link bandwidth: `by-weight` when all paths have one, `ignore` equal shares, `skip-missing` nothing to a path without one, `default-weight-for-missing` weight 1 to it.',
    frrConf: 'bgp bestpath bandwidth <ignore|skip-missing|default-weight-for-missing>',
  }).optional(),
});

const pathCount = z.int().min(1).max(256);

/** Widths of the equal-cost sets, by family. */
export const maximumPathsSchema = perFamily(() =>
  z
    .strictObject({
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
      equalClusterLength: field(z.boolean(), {
        ...switchDefaultingTo(false),
        meaning:
          'Only internal paths with equally long CLUSTER_LISTs share the load; stands beside `internal`.',
        frrConf: 'maximum-paths ibgp (1-256) equal-cluster-length',
      }).optional(),
    })
    .overwrite(withoutSwitchesOff)
    .refine((widths) => widths.equalClusterLength !== true || widths.internal !== undefined, {
      path: ['equalClusterLength'],
      message: 'needs `internal` beside it',
    }),
);
