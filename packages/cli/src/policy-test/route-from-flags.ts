import {
  type IpAddress,
  type PathAttributes,
  type Prefix,
  parseAddress,
  parseAsPath,
  parseCommunity,
  parseExtendedCommunity,
  parseLargeCommunity,
  parsePrefixLoosely,
} from '@bgpeer/bgp-wire';
import type { PolicyContext, PolicySubject } from '@bgpeer/policy';
import { CommandFailure } from '../exit-code.ts';
import type { Surroundings } from '../surroundings.ts';
import { readAttributes } from './attributes-file.ts';

/** The route that a policy is tried with. */
export interface TestRoute {
  readonly prefix: Prefix;
  readonly subject: PolicySubject;
  readonly context: PolicyContext;
}

const origins = ['igp', 'egp', 'incomplete'] as const;
const sourceProtocols = ['bgp', 'connected', 'static', 'kernel'] as const;

/** Flags that say what the route is. */
export const routeFlags = {
  attributes: {
    type: 'string',
    requiresArg: true,
    describe: 'File of path attributes in JSON, - for the standard input',
  },
  origin: { choices: origins, describe: 'ORIGIN' },
  'as-path': { type: 'string', requiresArg: true, describe: 'AS_PATH: "65001 65002 {65003,65004}"' },
  'next-hop': { type: 'string', requiresArg: true, describe: 'NEXT_HOP' },
  med: { type: 'number', requiresArg: true, describe: 'MULTI_EXIT_DISC' },
  'local-preference': { type: 'number', requiresArg: true, describe: 'LOCAL_PREF' },
  community: { type: 'string', array: true, describe: 'A community: 65000:1, no-export; may be given again' },
  'large-community': {
    type: 'string',
    array: true,
    describe: 'A large community: 65000:1:2; may be given again',
  },
  'extended-community': {
    type: 'string',
    array: true,
    describe: 'An extended community: RT:65000:1; may be given again',
  },
  weight: { type: 'number', requiresArg: true, describe: 'The weight (else that of the neighbor, else 0)' },
  tag: { type: 'number', requiresArg: true, describe: 'The tag' },
  from: {
    type: 'string',
    requiresArg: true,
    describe: 'The peer that the route was learned from (else the neighbor with --in)',
  },
  'source-protocol': { choices: sourceProtocols, describe: 'Where a route of our own comes from' },
} as const;

/** What yargs makes of `routeFlags`. */
export interface RouteFlagValues {
  readonly attributes?: string;
  readonly origin?: (typeof origins)[number];
  readonly 'as-path'?: string;
  readonly 'next-hop'?: string;
  readonly med?: number;
  readonly 'local-preference'?: number;
  readonly community?: readonly (string | number)[];
  readonly 'large-community'?: readonly (string | number)[];
  readonly 'extended-community'?: readonly (string | number)[];
  readonly weight?: number;
  readonly tag?: number;
  readonly from?: string;
  readonly 'source-protocol'?: (typeof sourceProtocols)[number];
}

/** The route of the flags; what they say wrongly is a CommandFailure. Weight is undefined where no flag says it. */
export async function routeFromFlags(
  prefixText: string,
  values: RouteFlagValues,
  surroundings: Surroundings,
): Promise<TestRoute & { readonly hasWeight: boolean }> {
  const prefix = parsed(parsePrefixLoosely(prefixText), prefixText, 'a prefix', 'give one as 10.0.0.0/8');
  const written =
    values.attributes === undefined ? {} : await readAttributes(values.attributes, surroundings);
  const attributes: PathAttributes = { origin: 'IGP', asPath: [], ...written, ...attributesOf(values) };
  return {
    prefix,
    subject: { attributes, weight: numberOf('weight', values.weight) ?? 0, tag: numberOf('tag', values.tag) },
    hasWeight: values.weight !== undefined,
    context: {
      ...(values.from !== undefined && { learnedFrom: addressOf(values.from) }),
      ...(values['source-protocol'] !== undefined && { sourceProtocol: values['source-protocol'] }),
    },
  };
}

/** Only what the flags say, so that it can go on top of a file. */
function attributesOf(values: RouteFlagValues): PathAttributes {
  const origin = values.origin;
  const asPath = values['as-path'];
  const nextHop = values['next-hop'];
  const multiExitDisc = numberOf('med', values.med);
  const localPref = numberOf('local-preference', values['local-preference']);
  const communities = values.community;
  const largeCommunities = values['large-community'];
  const extendedCommunities = values['extended-community'];
  return {
    ...(origin !== undefined && { origin: origin.toUpperCase() as Uppercase<typeof origin> }),
    ...(asPath !== undefined && {
      asPath: parsed(parseAsPath(asPath), asPath, 'an AS path', 'give AS numbers: "65001 65002"'),
    }),
    ...(nextHop !== undefined && { nextHop: addressOf(nextHop) }),
    ...(multiExitDisc !== undefined && { multiExitDisc }),
    ...(localPref !== undefined && { localPref }),
    ...(communities !== undefined && {
      communities: listOf(communities, parseCommunity, 'a community', 'give one as 65000:1 or no-export'),
    }),
    ...(largeCommunities !== undefined && {
      largeCommunities: listOf(
        largeCommunities,
        parseLargeCommunity,
        'a large community',
        'give one as 65000:1:2',
      ),
    }),
    ...(extendedCommunities !== undefined && {
      extendedCommunities: listOf(
        extendedCommunities,
        parseExtendedCommunity,
        'an extended community',
        'give one as RT:65000:1',
      ),
    }),
  };
}

/** Several may stand in one word: `--community "65000:1 no-export"`. */
function listOf<Value>(
  texts: readonly (string | number)[],
  parse: (text: string) => Value | undefined,
  what: string,
  fix: string,
): Value[] {
  return texts
    .flatMap((text) => String(text).split(/\s+/))
    .filter((text) => text !== '')
    .map((text) => parsed(parse(text), text, what, fix));
}

function addressOf(text: string): IpAddress {
  return parsed(parseAddress(text), text, 'an address', 'give an IPv4 or IPv6 address');
}

function numberOf(flag: string, value: number | undefined): number | undefined {
  if (value === undefined) return undefined;
  const isWhole = Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff;
  return parsed(isWhole ? value : undefined, `--${flag}`, 'a whole number', 'give 0 to 4294967295');
}

function parsed<Value>(value: Value | undefined, text: string, what: string, fix: string): Value {
  if (value !== undefined) return value;
  throw new CommandFailure(`${text} is not ${what}`, { exitCode: 2, fix });
}
