import {
  type Message,
  type MessageType,
  type Nlri,
  type Prefix,
  parseAddress,
  parsePrefix,
  parsePrefixLoosely,
  prefixContains,
} from '@bgpeer/bgp-wire';
import { CommandFailure } from '../exit-code.ts';
import type { DecodeItem } from './decode-item.ts';

/** What `--type` takes, in this order in the help. */
export const itemTypes = [
  'open',
  'update',
  'notification',
  'keepalive',
  'route-refresh',
  'state',
  'route',
] as const;

export type ItemType = (typeof itemTypes)[number];

/** Which items are wanted; absent: all. */
export interface ItemFilter {
  readonly peer?: string;
  readonly prefix?: Prefix;
  readonly types?: readonly ItemType[];
}

/** The filter that the flags ask for. What they cannot mean is a CommandFailure. */
export function itemFilter(flags: {
  readonly peer?: string;
  readonly prefix?: string;
  readonly type?: readonly ItemType[];
}): ItemFilter {
  const peer = flags.peer === undefined ? undefined : parseAddress(flags.peer);
  const prefix = flags.prefix === undefined ? undefined : parsePrefixLoosely(flags.prefix);
  if (flags.peer !== undefined && peer === undefined) {
    throw new CommandFailure(`--peer ${flags.peer} is no address`, {
      exitCode: 2,
      fix: 'give an IPv4 or IPv6 address',
    });
  }
  if (flags.prefix !== undefined && prefix === undefined) {
    throw new CommandFailure(`--prefix ${flags.prefix} is no prefix`, {
      exitCode: 2,
      fix: 'give one as 10.0.0.0/8',
    });
  }
  return { peer, prefix, types: flags.type };
}

/** Whether a filter may leave anything out. */
export function isFiltering({ peer, prefix, types }: ItemFilter): boolean {
  return peer !== undefined || prefix !== undefined || types !== undefined;
}

/** The item, of an UPDATE with only the prefixes that are wanted; undefined when nothing of it is. */
export function filterItem(item: DecodeItem, filter: ItemFilter): DecodeItem | undefined {
  const { peer, prefix, types } = filter;
  if (types !== undefined && !types.some((type) => type === typeOf(item))) return undefined;
  if (peer !== undefined && !addressesOf(item).includes(peer)) return undefined;
  if (prefix === undefined) return item;
  if (item.kind === 'route') return isInside(item.prefix, prefix) ? item : undefined;
  if (item.kind !== 'message' || !('message' in item.decoded)) return undefined;
  const message = onlyPrefixes(item.decoded.message, prefix);
  return message && { ...item, decoded: { ...item.decoded, message } };
}

const typeOfMessage: Readonly<Record<MessageType, ItemType>> = {
  OPEN: 'open',
  UPDATE: 'update',
  NOTIFICATION: 'notification',
  KEEPALIVE: 'keepalive',
  'ROUTE-REFRESH': 'route-refresh',
};

/** Undefined for what no type names: it is shown without `--type` only. */
function typeOf(item: DecodeItem): ItemType | undefined {
  switch (item.kind) {
    case 'message':
      return 'message' in item.decoded ? typeOfMessage[item.decoded.message.type] : undefined;
    case 'route':
    case 'state':
      return item.kind;
    case 'peers':
      return undefined;
  }
}

function addressesOf(item: DecodeItem): (string | undefined)[] {
  switch (item.kind) {
    case 'message':
      return [item.from?.address, item.to?.address];
    case 'route':
      return [item.peer.address];
    case 'state':
      return [item.record.peerAddress, item.record.localAddress];
    case 'peers':
      return item.peers.map(({ address }) => address);
  }
}

function onlyPrefixes(message: Message, prefix: Prefix): Message | undefined {
  if (message.type !== 'UPDATE') return undefined;
  const inside = (list: readonly Nlri[]) => list.filter((nlri) => isInside(nlri.prefix, prefix));
  const { reachable, unreachable } = message;
  const withdrawn = inside(message.withdrawn);
  const nlri = inside(message.nlri);
  const reached = reachable && { ...reachable, nlri: inside(reachable.nlri) };
  const unreached = unreachable && { ...unreachable, nlri: inside(unreachable.nlri) };
  const counts = [withdrawn, nlri, reached?.nlri ?? [], unreached?.nlri ?? []].map(({ length }) => length);
  if (counts.every((count) => count === 0)) return undefined;
  return { ...message, withdrawn, nlri, reachable: reached, unreachable: unreached };
}

/** Whether a prefix is the wanted one or more specific. */
function isInside(text: string | undefined, wanted: Prefix): boolean {
  const prefix = text === undefined ? undefined : parsePrefix(text);
  return prefix !== undefined && prefixContains(wanted, prefix);
}
