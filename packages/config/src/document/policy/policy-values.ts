import {
  formatCommunity,
  formatLargeCommunity,
  isIpv6,
  type LargeCommunity,
  parseCommunity,
  parseExtendedCommunity,
  parseLargeCommunity,
} from '@bgpeer/bgp-wire';
import { z } from 'zod';

/** The largest number of four octets. */
export const uint32Max = 4_294_967_295;

/** The name of a list or route-map: one word. */
export const policyName = z.string().regex(/^(?!__)[^\s\p{Cc}]+$/u, 'not one word');

export const policyActionValue = z.enum(['permit', 'deny']);

/** The words that FRR uses for ORIGIN. */
export const originValue = z.enum(['igp', 'egp', 'incomplete']);

/** An AS number that may stand in an AS path: 1 to 4,294,967,295. */
export const pathAsNumber = z.int().min(1).max(uint32Max);

/** An address of one family, canonical. */
export function addressOf(schema: z.ZodType<string>, family: 'IPv4' | 'IPv6') {
  return schema.refine((address) => isIpv6(address) === (family === 'IPv6'), `not an ${family} address`);
}

/** Communities in canonical text, sorted and each once, as FRR keeps them. */
export const communitiesValue = sortedTexts(parseCommunity, formatCommunity, (one, other) => one - other);

/** Large communities in canonical text, sorted and each once. */
export const largeCommunitiesValue = sortedTexts(
  parseLargeCommunity,
  formatLargeCommunity,
  compareLargeCommunities,
);

/** What stands behind `rt` and `soo`: `65000:1`, `192.0.2.1:1`; each once, in the order of their octets. */
export const routeTargetsValue = sortedTexts(
  (text) => withOctets(text, `rt:${text}`),
  ({ text }) => text,
  inOrderOfOctets,
);

/** The extended communities of a list: `rt 65000:1`, `soo 192.0.2.1:1`. */
export const extendedCommunitiesValue = sortedTexts(
  readNamedExtendedCommunity,
  ({ text }) => text,
  inOrderOfOctets,
);

/** A number, or how much more (`+10`) or less (`-10`) than there is. */
export const numberChangeValue = z
  .union([z.number(), z.string()])
  .transform((written, context): number | string => {
    const text = String(written);
    if (/^[+-]?\d{1,10}$/.test(text) && Number(text.replace(/^[+-]/, '')) <= uint32Max) {
      return /^\d/.test(text) ? Number(text) : `${text[0]}${Number(text.slice(1))}`;
    }
    context.addIssue({ code: 'custom', message: 'neither a number nor a change' });
    return z.NEVER;
  });

/** A regular expression on one line; FRR reads any run of spaces as one. */
export const regularExpressionValue = z
  .string()
  .min(1)
  .overwrite((text) => text.split(/\s+/).join(' ').trim())
  .refine((text) => text !== '' && !/\p{Cc}/u.test(text), 'not one line of text');

/** One over AS paths: FRR refuses characters that stand in no AS path's text and mean nothing in an expression. */
export const asPathExpressionValue = regularExpressionValue.refine(
  (text) => /^[\d_^|[,{}() \]$*+.?\\-]*$/.test(text),
  'has a character that no AS path has',
);

/** `rt 65000:1`, as FRR writes an extended community in a list. */
function readNamedExtendedCommunity(written: string): TextWithOctets | undefined {
  const [name, value, ...more] = written.trim().split(/\s+/);
  const word = name.toLowerCase();
  if (value === undefined || more.length > 0 || (word !== 'rt' && word !== 'soo')) return undefined;
  return withOctets(`${word} ${value}`, `${word}:${value}`);
}

type TextWithOctets = { readonly text: string; readonly octets: string };

function withOctets(text: string, community: string): TextWithOctets | undefined {
  const octets = parseExtendedCommunity(community);
  return octets === undefined ? undefined : { text, octets };
}

function inOrderOfOctets(one: TextWithOctets, other: TextWithOctets): number {
  return one.octets < other.octets ? -1 : Number(one.octets > other.octets);
}

function sortedTexts<Value>(
  parse: (text: string) => Value | undefined,
  format: (value: Value) => string,
  compare: (one: Value, other: Value) => number,
) {
  const canonical = (texts: readonly string[]): string[] | undefined => {
    const values = texts.map((text) => parse(text));
    if (values.includes(undefined)) return undefined;
    return [...new Set((values as Value[]).toSorted(compare).map(format))];
  };
  return z
    .array(z.string())
    .min(1)
    .overwrite((texts) => canonical(texts) ?? texts)
    .refine((texts) => canonical(texts) !== undefined, 'holds what is no such community');
}

function compareLargeCommunities(one: LargeCommunity, other: LargeCommunity): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}
