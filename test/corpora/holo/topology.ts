import type { RouterConfiguration } from '@bgpeer/router';
import { type ScriptedPeer, VirtualNetwork, type VirtualRouter } from '@bgpeer/testkit';
import type { Comparison } from '../corpus-case.ts';
import { readCorpusFile, readCorpusRows } from '../corpus-files.ts';
import type { RouterSource } from '../routers/router-case.ts';
import { configurationOf } from './holo-configuration.ts';
import type { HoloConfiguration, HoloEvent, HoloInstalled, HoloMessage, HoloSent } from './holo-rows.ts';
import { attributesOf, byFirst, byPrefix, lastInstalled, sentByPeer, wordsOf } from './holo-words.ts';

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
