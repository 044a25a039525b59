import {
  type FamilyName,
  formatPrefix,
  type IpAddress,
  parseAddress,
  parsePrefix,
  parsePrefixLoosely,
} from '@bgpeer/bgp-wire';
import type { BgpRouter } from '@bgpeer/router';
import { RefusedCommand } from './refused-command.ts';

/** A prefix that an operator named. */
export interface NamedPrefix {
  readonly family: FamilyName;
  /** Canonical text. */
  readonly prefix: string;
}

/** Reads a prefix as an operator gives it; throws a RefusedCommand that says what is wrong with it. */
export function readPrefix(text: string): NamedPrefix {
  const parsed = parsePrefix(text);
  if (parsed !== undefined) return { family: parsed.family, prefix: formatPrefix(parsed) };
  const masked = parsePrefixLoosely(text);
  if (masked === undefined) {
    throw new RefusedCommand(`${text} is not a prefix`, 'give one as 10.10.1.0/24 or 2001:db8::/32');
  }
  throw new RefusedCommand(`${text} is not a prefix as it stands`, `did you mean ${formatPrefix(masked)}?`);
}

/** Reads a prefix of this family; throws a RefusedCommand for anything else. */
export function readPrefixOf(family: FamilyName, text: string): string {
  const named = readPrefix(text);
  if (named.family === family) return named.prefix;
  throw new RefusedCommand(`${named.prefix} is not of the family ${family}`, `ask for ${named.family}`);
}

/** Reads an address as an operator gives it; throws a RefusedCommand when it is none. */
export function readAddress(text: string): IpAddress {
  const address = parseAddress(text);
  if (address !== undefined) return address;
  throw new RefusedCommand(`${text} is not an address`, 'give one as 192.0.2.1 or 2001:db8::1');
}

/** The address of a peer that the router has; throws a RefusedCommand when it has none there. */
export function readPeer(router: BgpRouter, text: string): IpAddress {
  const address = readAddress(text);
  if (router.peer(address) !== undefined) return address;
  const peers = router.peers().map((peer) => peer.address);
  const known = peers.length === 0 ? 'there are no peers' : `the peers are ${peers.slice(0, 20).join(', ')}`;
  throw new RefusedCommand(`no peer has the address ${address}`, known, { notFound: true });
}

/** The same, or an address that a prefix limit holds off: starting such a peer lets it in again. */
export function readPeerToStart(router: BgpRouter, text: string): IpAddress {
  const address = readAddress(text);
  return router.isHeldOff(address) ? address : readPeer(router, text);
}
