import {
  type FamilyName,
  familyNames,
  type OtherFamily,
  otherNlriFamilies,
  type WireContext,
} from '@bgpeer/bgp-wire';

const familyLists = ['families', 'add-path', 'extended-next-hop'] as const;
const otherList = 'other-families';

/**
 * What a session agreed on, in words: `external` or `internal`, then as needed `four-octet-as`, `extended-messages`,
 * `families=ipv4-unicast,ipv6-unicast` (IPv4 unicast alone when left out), `add-path=…`, `extended-next-hop=…`, and
 * `other-families=l2vpn-evpn,…` for families beyond the routed ones, with one label a prefix.
 */
export function parseVectorContext(text: string): WireContext {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const flags = new Set<string>();
  const lists = new Map<string, readonly FamilyName[]>();
  let otherFamilies: readonly OtherFamily[] | undefined;
  for (const word of words) {
    const [name, value] = word.split('=');
    if (name === otherList && value !== undefined) otherFamilies = value.split(',').map(parseOtherFamily);
    else if (value === undefined) flags.add(parseFlag(name));
    else lists.set(parseListName(name), value.split(',').map(parseFamily));
  }
  if (flags.has('internal') === flags.has('external'))
    throw new Error('a context is either "internal" or "external"');
  return {
    session: flags.has('internal') ? 'internal' : 'external',
    fourOctetAsNumbers: flags.has('four-octet-as'),
    extendedMessages: flags.has('extended-messages'),
    families: lists.get('families') ?? ['ipv4-unicast'],
    addPath: lists.get('add-path') ?? [],
    extendedNextHop: lists.get('extended-next-hop') ?? [],
    ...(otherFamilies && { otherFamilies }),
  };
}

function parseFlag(word: string): string {
  const known = ['internal', 'external', 'four-octet-as', 'extended-messages'];
  if (known.includes(word)) return word;
  throw new Error(
    `"${word}" is none of ${[...known, ...[...familyLists, otherList].map((name) => `${name}=…`)].join(', ')}`,
  );
}

function parseListName(name: string): string {
  if ((familyLists as readonly string[]).includes(name)) return name;
  throw new Error(
    `"${name}=" is none of ${[...familyLists, otherList].map((list) => `${list}=`).join(', ')}`,
  );
}

function parseFamily(text: string): FamilyName {
  const family = familyNames.find((name) => name === text);
  if (family === undefined)
    throw new Error(`"${text}" is no family, expected one of ${familyNames.join(', ')}`);
  return family;
}

function parseOtherFamily(text: string): OtherFamily {
  const family = otherNlriFamilies.find(({ name }) => name === text);
  if (family === undefined)
    throw new Error(
      `"${text}" is no family, expected one of ${otherNlriFamilies.map(({ name }) => name).join(', ')}`,
    );
  return { afi: family.afi, safi: family.safi };
}
