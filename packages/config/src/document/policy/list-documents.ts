import { parsePrefix } from '@bgpeer/bgp-wire';
import { z } from 'zod';
import { field } from '../field-meaning.ts';
import { lineOfText, prefixValue } from '../values.ts';
import { fiveMore, nextMultipleOfFive, numberedEntries } from './numbered-entries.ts';
import {
  asPathExpressionValue,
  communitiesValue,
  extendedCommunitiesValue,
  largeCommunitiesValue,
  policyActionValue,
  regularExpressionValue,
  uint32Max,
} from './policy-values.ts';

/** The families of prefix lists and access lists, as their statements name them. */
export type ListFamily = 'IPv4' | 'IPv6';

const action = field(policyActionValue, {
  values: '`permit` or `deny`',
  default: 'permit',
  meaning: 'What becomes of what the entry matches; what no entry matches is denied.',
}).default('permit');

function sequence(min: number, next: string) {
  return field(z.int().min(min).max(uint32Max), {
    values: `${min}–${uint32Max}, ascending`,
    default: next,
    meaning: 'The entry’s sequence number: the first entry that matches decides.',
  }).optional();
}

const fiveMoreInWords = 'five more than the entry before';
const multipleInWords = 'the next multiple of five';

/** A prefix of one family, or every prefix of it. */
function prefixOrAny(family: ListFamily) {
  const name = family === 'IPv4' ? 'ipv4-unicast' : 'ipv6-unicast';
  return z
    .union([z.literal('any'), prefixValue])
    .refine((prefix) => prefix === 'any' || parsePrefix(prefix)?.family === name, `not an ${family} prefix`);
}

const description = field(lineOfText, { values: 'one line of text', meaning: 'For people.' }).optional();

/** `ip prefix-list` or `ipv6 prefix-list`. */
export function prefixListSchema(family: ListFamily) {
  const bitLengthMax = family === 'IPv4' ? 32 : 128;
  const length = z.int().min(0).max(bitLengthMax);
  const entry = z
    .strictObject({
      sequence: sequence(1, fiveMoreInWords),
      action,
      prefix: field(prefixOrAny(family), {
        values: `${family} prefix, or \`any\``,
        meaning: 'What matches: this prefix itself, unless a length is given.',
      }),
      lengthMin: field(length, {
        values: `0–${bitLengthMax}`,
        default: 'the prefix’s own length',
        meaning: 'Prefixes inside match from this length on.',
        frrConf: `ge (0-${bitLengthMax})`,
      }).optional(),
      lengthMax: field(length, {
        values: `0–${bitLengthMax}`,
        default: `${bitLengthMax} beside \`lengthMin\`, else the prefix’s own length`,
        meaning: 'Prefixes inside match up to this length.',
        frrConf: `le (0-${bitLengthMax})`,
      }).optional(),
    })
    .refine(hasLengthsInOrder, {
      path: ['lengthMin'],
      message: 'the lengths do not ascend: prefix, lengthMin, lengthMax',
    });
  return z.strictObject({
    description,
    entries: field(numberedEntries(entry, fiveMore), {
      values: 'list of entries',
      default: 'none',
      meaning: 'The first entry that matches decides.',
    }).default([]),
  });
}

/** FRR: mask length <= ge <= le. `any` has its lengths already. */
function hasLengthsInOrder(entry: { prefix: string; lengthMin?: number; lengthMax?: number }): boolean {
  const { prefix, lengthMax, lengthMin } = entry;
  if (prefix === 'any') return lengthMin === undefined && lengthMax === undefined;
  const own = parsePrefix(prefix)?.bitLength ?? 0;
  const least = lengthMin ?? own;
  return own <= least && least <= (lengthMax ?? 128);
}

function accessListEntryShape(family: ListFamily) {
  return {
    sequence: sequence(1, fiveMoreInWords),
    action,
    prefix: field(prefixOrAny(family), {
      values: `${family} prefix, or \`any\``,
      meaning: 'What matches: this prefix and everything inside it.',
    }),
    exact: field(z.boolean(), {
      values: 'true or false',
      default: 'false',
      meaning: 'Only the prefix itself matches.',
      frrConf: 'exact-match',
    }).optional(),
  };
}

const accessListEntrySchema = z
  .strictObject({
    ...accessListEntryShape('IPv4'),
    anyLength: field(z.boolean(), {
      values: 'true or false',
      default: 'false',
      meaning: 'Only the address is compared, whatever the length of the prefix it stands in.',
      frrConf: 'A.B.C.D WILDCARD',
    }).optional(),
  })
  .refine((item) => !(item.exact === true && item.anyLength === true), {
    path: ['anyLength'],
    message: 'cannot stand beside `exact`',
  });

function accessEntries<Entry extends z.ZodType<{ sequence?: number | undefined }>>(entry: Entry) {
  return field(numberedEntries(entry, fiveMore), {
    values: 'list of entries',
    default: 'none',
    meaning: 'The first entry that matches decides.',
  }).default([]);
}

/** `access-list`. */
export const accessListSchema = z.strictObject({
  description,
  entries: accessEntries(accessListEntrySchema),
});

/** `ipv6 access-list`, which has no wildcards. */
export const ipv6AccessListSchema = z.strictObject({
  description,
  entries: accessEntries(z.strictObject(accessListEntryShape('IPv6'))),
});

const regularExpression = field(asPathExpressionValue, {
  values:
    'a POSIX extended regular expression over digits, spaces and brackets; `_` is a space, an end or a bracket',
  meaning: 'What the text must match somewhere.',
});

/** `bgp as-path access-list`. */
export const asPathListSchema = z.strictObject({
  entries: field(
    numberedEntries(
      z.strictObject({ sequence: sequence(0, multipleInWords), action, regularExpression }),
      nextMultipleOfFive,
    ),
    {
      values: 'list of entries',
      default: 'none',
      meaning: 'The first entry whose expression matches the AS path decides.',
    },
  ).default([]),
});

/** What an entry of a community list compares with: communities, or an expression over their text. */
function communityListSchema(communities: typeof communitiesValue, values: string) {
  const entry = z
    .strictObject({
      sequence: sequence(0, multipleInWords),
      action,
      communities: field(communities, {
        values,
        meaning: 'The route must carry all of them.',
        frrConf: 'standard',
      }).optional(),
      regularExpression: field(regularExpressionValue, {
        values: 'a POSIX extended regular expression',
        meaning: 'Instead of `communities`: what the text of the route’s communities must match somewhere.',
        frrConf: 'expanded',
      }).optional(),
    })
    .refine((item) => (item.communities === undefined) !== (item.regularExpression === undefined), {
      path: ['communities'],
      message: 'either communities or regularExpression',
    });
  return z
    .strictObject({
      entries: field(numberedEntries(entry, nextMultipleOfFive), {
        values: 'list of entries, all with `communities` or all with `regularExpression`',
        meaning: 'The first entry that matches decides.',
      }),
    })
    .refine(({ entries }) => new Set(entries.map((item) => item.communities === undefined)).size <= 1, {
      path: ['entries'],
      message: 'mixes communities and regular expressions',
    })
    .refine(({ entries }) => entries.length > 0, { path: ['entries'], message: 'has no entry' });
}

export const standardCommunityListSchema = communityListSchema(
  communitiesValue,
  'list of communities, as `65000:1` or `no-export`; `internet` matches every route',
);

export const largeCommunityListSchema = communityListSchema(
  largeCommunitiesValue,
  'list of large communities, as `65000:1:2`',
);

export const extendedCommunityListSchema = communityListSchema(
  extendedCommunitiesValue,
  'list of extended communities, as `rt 65000:1` or `soo 192.0.2.1:1`',
);

export type PrefixListDocument = z.output<ReturnType<typeof prefixListSchema>>;
export type AccessListDocument = z.output<typeof accessListSchema>;
export type AsPathListDocument = z.output<typeof asPathListSchema>;
export type CommunityListDocument = z.output<typeof standardCommunityListSchema>;
