import { type FamilyName, familyNames, type WireContext } from '@bgpeer/bgp-wire';

const familyLists = ['families', 'add-path', 'extended-next-hop'] as const;

/**
 * What a session agreed on, in words: `external` or `internal`, then as needed `four-octet-as`, `extended-messages`,
 * `families=ipv4-unicast,ipv6-unicast` (IPv4 unicast alone when left out), `add-path=…`, `extended-next-hop=…`.
 */
export function parseVectorContext(text: string): WireContext {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const flags = new Set<string>();
  const lists = new Map<string, readonly FamilyName[]>();
  for (const word of words) {
    const [name, value] = word.split('=');
    if (value === undefined) flags.add(parseFlag(name));
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
  };
}

function parseFlag(word: string): string {
  const known = ['internal', 'external', 'four-octet-as', 'extended-messages'];
  if (known.includes(word)) return word;
  throw new Error(`"${word}" is none of ${[...known, ...familyLists.map((name) => `${name}=…`)].join(', ')}`);
}

function parseListName(name: string): string {
  if ((familyLists as readonly string[]).includes(name)) return name;
  throw new Error(`"${name}=" is none of ${familyLists.map((list) => `${list}=`).join(', ')}`);
}

function parseFamily(text: string): FamilyName {
  const family = familyNames.find((name) => name === text);
  if (family === undefined)
    throw new Error(`"${text}" is no family, expected one of ${familyNames.join(', ')}`);
  return family;
}
