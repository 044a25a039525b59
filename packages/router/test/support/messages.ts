import {
  type AsPath,
  type Capability,
  encodeEndOfRib,
  type FamilyName,
  familyOf,
  type PathAttributes,
  type UpdateMessage,
} from '@bgpeer/bgp-wire';
import type { ScriptedPeer } from '@bgpeer/testkit';

/** An AS_PATH of one sequence. */
export function asPath(...asNumbers: readonly number[]): AsPath {
  return asNumbers.length === 0 ? [] : [{ type: 'AS_SEQUENCE', asNumbers }];
}

/** What an ordinary external peer, AS 65001 at 192.0.2.2, says of a route. */
export function routeAttributes(partial: PathAttributes = {}): PathAttributes {
  return { origin: 'IGP', asPath: asPath(65_001), nextHop: '192.0.2.2', ...partial };
}

/** An UPDATE that advertises IPv4 prefixes. */
export function advertisement(
  prefixes: readonly string[],
  attributes: PathAttributes = routeAttributes(),
): UpdateMessage {
  return { type: 'UPDATE', withdrawn: [], attributes, nlri: prefixes.map((prefix) => ({ prefix })) };
}

/** An UPDATE that advertises IPv6 prefixes. */
export function advertisement6(prefixes: readonly string[], attributes: PathAttributes): UpdateMessage {
  const nlri = prefixes.map((prefix) => ({ prefix }));
  return { type: 'UPDATE', withdrawn: [], attributes, nlri: [], reachable: { afi: 2, safi: 1, nlri } };
}

/** An UPDATE that withdraws IPv4 prefixes. */
export function withdrawal(...prefixes: readonly string[]): UpdateMessage {
  return { type: 'UPDATE', withdrawn: prefixes.map((prefix) => ({ prefix })), attributes: {}, nlri: [] };
}

export function sendEndOfRib(peer: ScriptedPeer, family: FamilyName = 'ipv4-unicast'): void {
  peer.sendOctets(encodeEndOfRib(family));
}

/** An UPDATE with nothing in it (RFC 4724, section 2), of IPv4 unicast. */
export function isEndOfRib(message: UpdateMessage): boolean {
  const { withdrawn, nlri, reachable, unreachable } = message;
  return withdrawn.length + nlri.length === 0 && reachable === undefined && unreachable === undefined;
}

/** The capabilities of a scripted peer: families, four-octet AS numbers, route refresh, and more. */
export function capabilities(
  asNumber: number,
  families: readonly FamilyName[],
  ...more: readonly Capability[]
): readonly Capability[] {
  return [
    ...families.map((name): Capability => {
      const { afi, safi } = familyOf(name);
      return { name: 'multiprotocol', afi, safi };
    }),
    { name: 'route-refresh' },
    { name: 'four-octet-as', asNumber },
    ...more,
  ];
}

/** What the peer knows from the UPDATEs it was sent on its last connection: attributes by prefix. */
export function learnedBy(peer: ScriptedPeer): ReadonlyMap<string, PathAttributes> {
  const learned = new Map<string, PathAttributes>();
  for (const { withdrawn, unreachable, nlri, reachable, attributes } of peer.receivedOf('UPDATE')) {
    for (const { prefix } of [...withdrawn, ...(unreachable?.nlri ?? [])]) learned.delete(prefix);
    for (const { prefix } of [...nlri, ...(reachable?.nlri ?? [])]) learned.set(prefix, attributes);
  }
  return learned;
}

/** So many different /24 prefixes. */
export function manyPrefixes(count: number, from = 0): readonly string[] {
  return Array.from({ length: count }, (_, place) => {
    const number = from + place;
    return `${(number >> 16) + 20}.${(number >> 8) & 255}.${number & 255}.0/24`;
  });
}

/** UPDATEs of at most 200 prefixes each. */
export function inUpdates<Update>(
  prefixes: readonly string[],
  make: (some: readonly string[]) => Update,
): readonly Update[] {
  const updates: Update[] = [];
  for (let start = 0; start < prefixes.length; start += 200)
    updates.push(make(prefixes.slice(start, start + 200)));
  return updates;
}
