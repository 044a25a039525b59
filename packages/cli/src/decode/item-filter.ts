import {
  type Message,
  type MessageType,
  type MultiprotocolNlri,
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
  const withdrawn = inside(message.withdrawn, prefix);
  const nlri = inside(message.nlri, prefix);
  const reachable = listsInside(message.reachable, prefix);
  const unreachable = listsInside(message.unreachable, prefix);
  if (withdrawn.length + nlri.length === 0 && !reachable && !unreachable) return undefined;
  return { ...message, withdrawn, nlri, reachable, unreachable };
}

/** What of the lists has a prefix that is wanted; undefined when nothing has. NLRI without prefixes never match. */
function listsInside(lists: MultiprotocolNlri | undefined, prefix: Prefix): MultiprotocolNlri | undefined {
  if (lists === undefined) return undefined;
  const { afi, safi, labelledPrefixes = [], vpnPrefixes = [] } = lists;
  const [nlri, labelled, vpn] = [
    inside(lists.nlri, prefix),
    inside(labelledPrefixes, prefix),
    inside(vpnPrefixes, prefix),
  ];
  if (nlri.length + labelled.length + vpn.length === 0) return undefined;
  return {
    afi,
    safi,
    nlri,
    ...(labelled.length > 0 && { labelledPrefixes: labelled }),
    ...(vpn.length > 0 && { vpnPrefixes: vpn }),
  };
}

function inside<Entry extends { readonly prefix: string }>(list: readonly Entry[], prefix: Prefix): Entry[] {
  return list.filter((entry) => isInside(entry.prefix, prefix));
}

/** Whether a prefix is the wanted one or more specific. */
function isInside(text: string | undefined, wanted: Prefix): boolean {
  const prefix = text === undefined ? undefined : parsePrefix(text);
  return prefix !== undefined && prefixContains(wanted, prefix);
}
