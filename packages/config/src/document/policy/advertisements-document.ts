import { parseCommunity, parseLargeCommunity, parsePrefix } from '@bgpeer/bgp-wire';
import { z } from 'zod';
import { field } from '../field-meaning.ts';
import { prefixValue } from '../values.ts';
import { policyName, uint32Max } from './policy-values.ts';

/** One advertisement, as MetalLB has them: which prefixes are advertised to whom, and with what. */
export const advertisementSchema = z
  .strictObject({
    prefixes: field(z.array(prefixValue).min(1), {
      values: 'list of IPv4 and IPv6 prefixes',
      meaning: 'The address pools: what lies in them is advertised.',
    }),
    aggregationLength: field(z.int().min(1).max(32), {
      values: '1–32',
      default: '32',
      meaning: 'The longest IPv4 prefix that is advertised of them.',
    }).default(32),
    aggregationLengthV6: field(z.int().min(1).max(128), {
      values: '1–128',
      default: '128',
      meaning: 'The longest IPv6 prefix that is advertised of them.',
    }).default(128),
    localPref: field(z.int().min(0).max(uint32Max), {
      values: `0–${uint32Max}`,
      default: 'unchanged',
      meaning: 'LOCAL_PREF, for internal peers.',
    }).optional(),
    communities: field(z.array(z.string()), {
      values: 'list of `65000:1`, `large:65000:1:2`, well-known names or names of `communityNames`',
      default: 'none',
      meaning: 'Communities that are added.',
    }).default([]),
    peers: field(z.array(z.string()).min(1), {
      values: 'list of peers’ addresses and groups’ names',
      default: 'all peers',
      meaning: 'Whom it is for.',
    }).optional(),
  })
  .refine(
    ({ aggregationLength, aggregationLengthV6, prefixes }) =>
      prefixes.every((written) => {
        const prefix = parsePrefix(written);
        if (prefix === undefined) return true;
        return (
          prefix.bitLength <= (prefix.family === 'ipv4-unicast' ? aggregationLength : aggregationLengthV6)
        );
      }),
    { path: ['prefixes'], message: 'are more specific than the aggregation length' },
  );

export type AdvertisementDocument = z.output<typeof advertisementSchema>;

/** Names for communities, as MetalLB's Community has them. */
export const communityNamesSchema = z.record(
  policyName,
  z.string().refine((text) => readAdvertisedCommunity(text) !== undefined, 'no community'),
);

/** A community of either kind, in canonical text. */
export type AdvertisedCommunity = { readonly kind: 'standard' | 'large'; readonly text: string };

/** `65000:1`, `no-export`, `large:65000:1:2`, or a name; undefined for anything else. */
export function readAdvertisedCommunity(
  text: string,
  names: Readonly<Record<string, string>> = {},
): AdvertisedCommunity | undefined {
  if (Object.hasOwn(names, text)) return readAdvertisedCommunity(names[text]);
  if (parseCommunity(text) !== undefined) return { kind: 'standard', text };
  const large = text.startsWith('large:') ? text.slice('large:'.length) : undefined;
  if (large === undefined || parseLargeCommunity(large) === undefined) return undefined;
  return { kind: 'large', text: large };
}
