import type { AsPath, Message, Origin } from '@bgpeer/bgp-wire';
import { noPolicyDefinitions } from '@bgpeer/policy';
import type { RouterConfiguration } from '@bgpeer/router';
import {
  peerConfiguration,
  routerConfiguration,
  type ScriptedPeer,
  VirtualNetwork,
  type VirtualRouter,
} from '@bgpeer/testkit';
import type { Comparison } from '../corpus-case.ts';
import { readCorpusFile, readCorpusRows } from '../corpus-files.ts';
import type { RouterSource } from '../routers/router-case.ts';

/** What of a router's configuration (YANG) there is in these rows. */
interface HoloConfiguration {
  readonly 'ietf-routing:routing': {
    readonly 'control-plane-protocols': {
      readonly 'control-plane-protocol': readonly { readonly 'ietf-bgp:bgp'?: HoloBgp }[];
    };
  };
  readonly 'ietf-routing-policy:routing-policy': {
    readonly 'defined-sets': {
      readonly 'prefix-sets': {
        readonly 'prefix-set': readonly {
          readonly name: string;
          readonly prefixes: { readonly 'prefix-list': readonly { readonly 'ip-prefix': string }[] };
        }[];
      };
    };
  };
}

interface HoloBgp {
  readonly global: { readonly as: number; readonly identifier: string };
  readonly neighbors: {
    readonly neighbor: readonly { readonly 'remote-address': string; readonly 'peer-as': number }[];
  };
}

interface HoloAttributes {
  readonly base: {
    readonly origin: string;
    readonly as_path: { readonly segments: readonly { readonly members: readonly number[] }[] };
    readonly local_pref?: number;
  };
}

interface HoloMessage {
  readonly Open?: { readonly my_as: number; readonly holdtime: number; readonly identifier: string };
  readonly Keepalive?: object;
  readonly Update?: {
    readonly reach?: { readonly prefixes: readonly string[]; readonly nexthop: string };
    readonly attrs?: HoloAttributes;
  };
}

interface HoloEvent {
  readonly Ibus?: {
    readonly NexthopUpd?: { readonly addr: string; readonly metric: number | null };
    readonly RouteRedistributeAdd?: { readonly protocol: string; readonly prefix: string };
  };
  readonly Protocol?: {
    readonly NbrRx?: { readonly nbr_addr: string; readonly msg: { readonly Ok?: HoloMessage } };
  };
}

interface HoloSent {
  readonly NbrTx: {
    readonly SendMessage?: { readonly nbr_addr: string; readonly msg: HoloMessage };
    readonly SendMessageList?: { readonly nbr_addr: string; readonly msg_list: readonly HoloMessage[] };
  };
}

interface HoloInstalled {
  readonly RouteIpAdd?: {
    readonly prefix: string;
    readonly distance: number;
    readonly nexthops: readonly { readonly Recursive: { readonly addr: string } }[];
  };
}

/** Holo's four routers: what each of them was told, what it must say then, and which routes it must install. */
export function holoTopology(): RouterSource {
  const name = 'holo/topo1-1';
  const cases = ['rt1', 'rt2', 'rt3', 'rt4'].map((router) => ({
    name: router,
    compare: () => compareRouter(`${name}/${router}`),
  }));
  return { name, cases, caseCountMin: 4 };
}

function compareRouter(folder: string): Comparison {
  const text = Buffer.from(readCorpusFile(`${folder}/config.json`)).toString('utf8');
  const configuration = configurationOf(JSON.parse(text) as HoloConfiguration);
  const scene = new Scene(configuration);
  const events = readCorpusRows<HoloEvent>(`${folder}/events.jsonl`);
  // Holo waits for what it is told of a next hop; here it is told before.
  for (const { Ibus } of events) if (Ibus?.NexthopUpd !== undefined) scene.tell(Ibus.NexthopUpd);
  for (const event of events) scene.happen(event);
  const sent = readCorpusRows<HoloSent>(`${folder}/output/protocol.jsonl`);
  const installed = readCorpusRows<HoloInstalled>(`${folder}/output/ibus.jsonl`);
  return {
    theirs: { sent: sentByPeer(sent), installed: lastInstalled(installed) },
    ours: { sent: scene.sent(), installed: scene.installed() },
  };
}

/** The prefixes of the one prefix-set are redistributed; every neighbor takes and is sent everything. */
function configurationOf(written: HoloConfiguration): RouterConfiguration {
  const protocols = written['ietf-routing:routing']['control-plane-protocols']['control-plane-protocol'];
  const { global, neighbors } = protocols.find((protocol) => 'ietf-bgp:bgp' in protocol)!['ietf-bgp:bgp']!;
  const sets = written['ietf-routing-policy:routing-policy']['defined-sets']['prefix-sets']['prefix-set'];
  const family = 'ipv4-unicast';
  return routerConfiguration({
    asNumber: global.as,
    bgpIdentifier: global.identifier,
    redistribute: [{ family, protocol: 'connected', metric: undefined, routeMap: 'REDIST' }],
    policies: {
      ...noPolicyDefinitions,
      prefixLists: sets.map(({ name, prefixes }) => ({
        name,
        family,
        entries: prefixes['prefix-list'].map((entry, index) => ({
          sequence: index + 1,
          action: 'permit',
          prefix: entry['ip-prefix'],
        })),
      })),
      routeMaps: [
        {
          name: 'REDIST',
          entries: [
            {
              sequence: 1,
              action: 'permit',
              matches: [{ match: 'prefix-list', family, list: sets[0].name }],
              sets: [],
            },
          ],
        },
      ],
    },
    peers: neighbors.neighbor.map((neighbor) =>
      peerConfiguration(neighbor['remote-address'], {
        remoteAs: { kind: 'exactly', asNumber: neighbor['peer-as'] },
        holdTimeSeconds: 90,
        keepaliveTimeSeconds: 30,
        passive: true,
        // Holo sends nobody what has their AS number in its path.
        senderAsPathLoopDetection: true,
      }),
    ),
  });
}

class Scene {
  readonly #network = new VirtualNetwork();
  readonly #router: VirtualRouter;
  readonly #peers = new Map<string, ScriptedPeer>();
  readonly #addresses: ReadonlyMap<string, string>;

  constructor(configuration: RouterConfiguration) {
    const { bgpIdentifier } = configuration;
    // The link to 10.0.x.y is 10.0.x.0/24, where a router has its own number; internal peers are sought from loopback.
    const own = bgpIdentifier.split('.')[0];
    this.#addresses = new Map(
      configuration.peers.map(({ address }) => [
        address,
        address.startsWith('10.') ? `${address.slice(0, address.lastIndexOf('.'))}.${own}` : bgpIdentifier,
      ]),
    );
    this.#router = this.#network.addRouter('router', configuration, {
      addresses: [...this.#addresses.values()],
    });
    this.#router.start();
    this.#network.settle();
  }

  tell({ addr, metric }: { readonly addr: string; readonly metric: number | null }): void {
    this.#router.nextHopChanged(addr, metric !== null, metric ?? 0);
  }

  happen({ Ibus, Protocol }: HoloEvent): void {
    if (Ibus?.RouteRedistributeAdd?.protocol === 'direct') this.#connected(Ibus.RouteRedistributeAdd.prefix);
    if (Protocol?.NbrRx?.msg.Ok !== undefined) this.#receive(Protocol.NbrRx.nbr_addr, Protocol.NbrRx.msg.Ok);
    this.#network.settle();
  }

  /** By neighbor: the OPEN, and the routes in the order of their prefixes. */
  sent(): unknown {
    return Object.fromEntries(
      [...this.#peers].map(([address, peer]) => [address, wordsOf(peer.received)]).sort(byFirst),
    );
  }

  installed(): unknown {
    return [...this.#router.fib.values()]
      .filter(({ source }) => source !== 'local')
      .map(({ prefix, source, nextHops }) => ({
        prefix,
        distance: source === 'external' ? 20 : 200,
        nextHops,
      }))
      .sort(byPrefix);
  }

  #connected(prefix: string): void {
    const route = {
      family: 'ipv4-unicast',
      prefix,
      protocol: 'connected',
      nextHops: [{ interfaceName: 'eth' }],
      metric: 0,
    } as const;
    this.#router.hear({ type: 'underlay-route-changed', route });
  }

  #receive(address: string, { Open, Keepalive, Update }: HoloMessage): void {
    if (Open !== undefined) this.#connect(address, Open);
    const peer = this.#peers.get(address)!;
    if (Keepalive !== undefined) peer.sendKeepalive();
    if (Update?.reach === undefined) return;
    const { prefixes, nexthop } = Update.reach;
    peer.send({
      type: 'UPDATE',
      withdrawn: [],
      attributes: { ...attributesOf(Update.attrs!), nextHop: nexthop },
      nlri: prefixes.map((prefix) => ({ prefix })),
    });
  }

  #connect(address: string, { my_as, holdtime, identifier }: NonNullable<HoloMessage['Open']>): void {
    const peer = this.#network.addScriptedPeer(address, {
      addresses: [address],
      asNumber: my_as,
      holdTimeSeconds: holdtime,
      bgpIdentifier: identifier,
      capabilities: [
        { name: 'multiprotocol', afi: 1, safi: 1 },
        { name: 'four-octet-as', asNumber: my_as },
        { name: 'route-refresh' },
      ],
    });
    this.#peers.set(address, peer);
    peer.dial(this.#addresses.get(address)!);
    this.#network.runUntil(() => peer.isConnected);
    peer.sendOpen();
  }
}

function attributesOf({ base }: HoloAttributes) {
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
function sentByPeer(rows: readonly HoloSent[]): unknown {
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

function wordsOf(messages: readonly Message[]): unknown {
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
function lastInstalled(rows: readonly HoloInstalled[]): unknown {
  const last = new Map<string, unknown>();
  for (const { RouteIpAdd: route } of rows) {
    if (route === undefined) continue;
    const { prefix, distance, nexthops } = route;
    last.set(prefix, { prefix, distance, nextHops: nexthops.map(({ Recursive }) => Recursive.addr) });
  }
  return [...last.values()].sort((one, other) => byPrefix(one as Routed, other as Routed));
}

interface Routed {
  readonly prefix: string;
}

function byPrefix(one: Routed, other: Routed): number {
  return one.prefix.localeCompare(other.prefix);
}

function byFirst([one]: readonly unknown[], [other]: readonly unknown[]): number {
  return String(one).localeCompare(String(other));
}
