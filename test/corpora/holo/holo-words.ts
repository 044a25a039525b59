import type { AsPath, Message, Origin } from '@bgpeer/bgp-wire';
import type { HoloAttributes, HoloInstalled, HoloMessage, HoloSent } from './holo-rows.ts';

export function attributesOf({ base }: HoloAttributes) {
  return {
    origin: base.origin.toUpperCase() as Origin,
    asPath: base.as_path.segments.map(({ members }) => ({
      type: 'AS_SEQUENCE',
      asNumbers: members,
    })) as AsPath,
    ...(base.local_pref !== undefined && { localPref: base.local_pref }),
  };
}

/** What was sent to each neighbor, of the last connection. */
export function sentByPeer(rows: readonly HoloSent[]): unknown {
  const sent = new Map<string, HoloMessage[]>();
  for (const { NbrTx } of rows) {
    const { SendMessage: one, SendMessageList: several } = NbrTx;
    const address = one?.nbr_addr ?? several?.nbr_addr;
    if (address === undefined) continue;
    if (one?.msg.Open !== undefined) sent.set(address, []);
    sent.get(address)!.push(...(one === undefined ? several!.msg_list : [one.msg]));
  }
  return Object.fromEntries([...sent].map(([address, list]) => [address, holoWords(list)]).sort(byFirst));
}

function holoWords(messages: readonly HoloMessage[]): unknown {
  const [open] = messages.flatMap(({ Open }) => Open ?? []);
  return {
    open: [open.my_as, open.holdtime, open.identifier],
    routes: messages
      .flatMap(({ Update }) =>
        (Update?.reach?.prefixes ?? []).map((prefix) => ({
          prefix,
          nextHop: Update!.reach!.nexthop,
          ...attributesOf(Update!.attrs!),
        })),
      )
      .sort(byPrefix),
  };
}

export function wordsOf(messages: readonly Message[]): unknown {
  const [open] = messages.flatMap((message) => (message.type === 'OPEN' ? [message] : []));
  return {
    open: [open.myAutonomousSystem, open.holdTimeSeconds, open.bgpIdentifier],
    routes: messages
      .flatMap((message) => (message.type === 'UPDATE' ? [message] : []))
      .flatMap(({ nlri, attributes: { origin, asPath, localPref, nextHop } }) =>
        nlri.map(({ prefix }) => ({
          prefix,
          nextHop,
          origin,
          asPath,
          ...(localPref !== undefined && { localPref }),
        })),
      )
      .sort(byPrefix),
  };
}

/** What was installed last for each prefix. */
export function lastInstalled(rows: readonly HoloInstalled[]): unknown {
  const last = new Map<string, unknown>();
  for (const { RouteIpAdd: route } of rows) {
    if (route === undefined) continue;
    const { prefix, distance, nexthops } = route;
    last.set(prefix, { prefix, distance, nextHops: nexthops.map(({ Recursive }) => Recursive.addr) });
  }
  return [...last.values()].sort((one, other) => byPrefix(one as Routed, other as Routed));
}

export interface Routed {
  readonly prefix: string;
}

export function byPrefix(one: Routed, other: Routed): number {
  return one.prefix.localeCompare(other.prefix);
}

export function byFirst([one]: readonly unknown[], [other]: readonly unknown[]): number {
  return String(one).localeCompare(String(other));
}
