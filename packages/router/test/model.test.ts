import type { PathAttributes, UpdateMessage } from '@bgpeer/bgp-wire';
import type { RouterConfiguration } from '@bgpeer/router';
import {
  arbitraryModelConfiguration,
  arbitraryRouterModelCommand,
  changedConfiguration,
  modelAggregates,
  modelPeers,
  modelPrefixes,
  type RouterModelCommand,
  type ScriptedPeer,
  timeBounded,
} from '@bgpeer/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advertisement, learnedBy, withdrawal } from './support/messages.ts';
import { connect, type RouterAndScripts, routerAndScripts } from './support/router-and-scripts.ts';

const family = 'ipv4-unicast';
/** Longer than any advertisement interval of the model. */
const quietMs = 6_000;

/** What the last session of a peer brought, by prefix. */
type AdjRibIn = Map<string, PathAttributes>;

interface NextHopState {
  readonly reachable: boolean;
  readonly metric: number;
}

/** A router under commands, and what it was given last. */
class ModelRun {
  readonly scripts: RouterAndScripts;
  readonly adjRibsIn: AdjRibIn[] = modelPeers.map(() => new Map());
  readonly nextHops = new Map<string, NextHopState>();

  constructor(configuration: RouterConfiguration) {
    this.scripts = routerAndScripts([...modelPeers], configuration);
  }

  take(command: RouterModelCommand): void {
    const { network, router, peers } = this.scripts;
    switch (command.name) {
      case 'advertise': {
        const { attributes, prefixes, peer } = command;
        peers[peer].send(advertisement(prefixes, attributes));
        for (const prefix of prefixes) this.adjRibsIn[peer].set(prefix, attributes);
        break;
      }
      case 'withdraw':
        peers[command.peer].send(withdrawal(...command.prefixes));
        for (const prefix of command.prefixes) this.adjRibsIn[command.peer].delete(prefix);
        break;
      case 'configure':
        router.command({
          name: 'configure',
          configuration: changedConfiguration(router.router.configuration, command),
        });
        break;
      case 'reset':
        router.command({ name: 'peer-reset', peer: modelPeers[command.peer].address });
        break;
      case 'lose':
        peers[command.peer].close();
        break;
      case 'next-hop':
        router.nextHopChanged(command.nextHop, command.reachable, command.metric);
        this.nextHops.set(command.nextHop, command);
        break;
    }
    network.settle();
    for (const peer of peers) expectNothingTwice(peer);
    for (const place of modelPeers.keys()) this.#comeBack(place);
  }

  /** The same configuration and the same routes, from nothing. */
  anew(): ModelRun {
    const { network, router, peers } = this.scripts;
    const other = new ModelRun(router.router.configuration);
    for (const [nextHop, { reachable, metric }] of this.nextHops)
      other.scripts.router.nextHopChanged(nextHop, reachable, metric);
    for (const [place, peer] of other.scripts.peers.entries()) {
      expect(peers[place].isConnected).toBe(true);
      for (const [prefix, attributes] of this.adjRibsIn[place])
        peer.send(advertisement([prefix], attributes));
    }
    for (const { network: each } of [this.scripts, other.scripts]) each.runFor(quietMs);
    expect(network.now).toBeGreaterThan(0);
    return other;
  }

  #comeBack(place: number): void {
    const { network, router, peers } = this.scripts;
    const { address } = modelPeers[place];
    if (router.isEstablished(address) && peers[place].isConnected) return;
    this.adjRibsIn[place].clear();
    router.command({ name: 'peer-start', peer: address });
    network.runFor(60_000);
    if (!router.isEstablished(address)) connect(network, router, peers[place], address);
  }
}

/** Everything that can be asked of the router, and what each peer knows, but for times and counters. */
function stateOf({ scripts: { router, peers } }: ModelRun) {
  return {
    selected: [...router.router.selectedRoutes(family)].map(({ installedAt: _, ...view }) => view),
    prefixes: [...new Set([...modelPrefixes, ...modelAggregates])].map((prefix) => prefixOf(router, prefix)),
    received: modelPeers.map(({ address }) =>
      [...router.router.receivedRoutes(address, family)].map(({ updatedAt: _, ...view }) => view),
    ),
    learned: peers.map((peer) => [...learnedBy(peer)].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function prefixOf(router: RouterAndScripts['router'], prefix: string) {
  const view = router.prefix(prefix);
  if (view === undefined) return undefined;
  const routes = view.routes.map(({ updatedAt: _, explanation, explanationText: __, ...route }) => {
    // Among routes that tie, whichever came first is the one that another one lost to.
    const { outcome } = explanation;
    const why = outcome === 'removed' || outcome === 'multipath' ? { step: explanation.step } : explanation;
    return { ...route, why: { ...why, outcome } };
  });
  const nameOf = ({ peer, originatedFor }: (typeof routes)[number]): string =>
    peer?.address ?? originatedFor ?? '';
  routes.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  // As in FRR, `selectionReason` is of the best route and the oldest other one: it goes by who came first.
  return { prefix, routes, advertisedTo: view.advertisedTo };
}

/** RFC 4271, section 9.2: no route is advertised as it was advertised before, and none withdrawn that was not. */
function expectNothingTwice(peer: ScriptedPeer): void {
  const known = new Map<string, PathAttributes>();
  for (const message of peer.receivedOf('UPDATE')) follow(known, message);
}

function follow(known: Map<string, PathAttributes>, { withdrawn, nlri, attributes }: UpdateMessage): void {
  for (const { prefix } of withdrawn)
    expect(known.delete(prefix), `${prefix} is withdrawn, and was advertised`).toBe(true);
  for (const { prefix } of nlri) {
    expect(known.get(prefix), `${prefix} is advertised as it was not before`).not.toEqual(attributes);
    known.set(prefix, attributes);
  }
}

test('whatever happened, everything stands as if it had begun with what there is in the end', () => {
  fc.assert(
    fc.property(
      arbitraryModelConfiguration(),
      fc.array(arbitraryRouterModelCommand(), { size: 'max', maxLength: 12 }),
      (configuration, commands) => {
        const run = new ModelRun(configuration);
        for (const command of commands) run.take(command);
        const anew = run.anew();
        expect(stateOf(run)).toEqual(stateOf(anew));
        for (const { address } of modelPeers) expectSentAsSaid(run, address);
      },
    ),
    timeBounded(process.env),
  );
});

/** What a peer made of its UPDATEs is what the router says that it advertised. */
function expectSentAsSaid({ scripts: { router, peers } }: ModelRun, address: string): void {
  const peer = peers[modelPeers.findIndex((each) => each.address === address)];
  const said = [...router.router.advertisedRoutes(address, family)].map(
    ({ prefix, attributes }) => [prefix, attributes] as const,
  );
  expect(new Map(said)).toEqual(learnedBy(peer));
}
