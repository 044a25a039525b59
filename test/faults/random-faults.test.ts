import {
  allFamilies,
  networks,
  peerConfiguration,
  routerConfiguration,
  VirtualNetwork,
  type VirtualRouter,
} from '@bgpeer/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const names = ['a', 'b', 'c'] as const;
type Name = (typeof names)[number];

/** Something that goes wrong between two routers, or in one, and for how long. */
interface Fault {
  readonly kind: 'cut' | 'freeze' | 'stall' | 'reset' | 'restart' | 'withdraw';
  readonly at: Name;
  readonly towards: Name;
  readonly durationMs: number;
  readonly restMs: number;
}

const addressOf = (name: Name) => `192.0.2.${names.indexOf(name) + 1}`;
const ipv6AddressOf = (name: Name) => `fd00::${names.indexOf(name) + 1}`;
const asNumberOf = (name: Name) => 65_001 + names.indexOf(name);
const networksOf = (name: Name) => {
  const number = names.indexOf(name) + 1;
  return [`10.${number}.0.0/16`, `10.${number}.128.0/17`, `fd00:${number}::/32`];
};

const arbitraryFault: fc.Arbitrary<Fault> = fc.record({
  kind: fc.constantFrom('cut', 'freeze', 'stall', 'reset', 'restart', 'withdraw'),
  at: fc.constantFrom(...names),
  towards: fc.constantFrom(...names),
  durationMs: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 60_000 })),
  restMs: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 20_000 })),
});

test('whatever goes wrong, afterwards every router has every route, and its forwarding table is right', () => {
  fc.assert(
    fc.property(fc.nat(), fc.array(arbitraryFault, { maxLength: 6 }), (seed, faults) => {
      const triangle = new Triangle(seed);
      for (const fault of faults) triangle.suffer(fault);
      triangle.expectWhole();
    }),
    { numRuns: 60 },
  );
});

/** Three routers of three ASes, each a peer of the two others, with a session for each family. */
class Triangle {
  readonly #network: VirtualNetwork;
  readonly #routers = new Map<Name, VirtualRouter>();

  constructor(seed: number) {
    this.#network = new VirtualNetwork({ seed });
    for (const name of names) this.#start(name);
    this.#network.runFor(1_000);
  }

  suffer({ kind, at, towards, durationMs, restMs }: Fault): void {
    const network = this.#network;
    switch (kind) {
      case 'cut':
        if (at === towards) break;
        network.cut(at, towards);
        network.runFor(durationMs);
        network.restore(at, towards);
        break;
      case 'freeze':
        network.freeze(at);
        network.runFor(durationMs);
        network.thaw(at);
        break;
      case 'stall':
        if (at === towards) break;
        network.stall({ from: at, to: towards });
        network.runFor(durationMs);
        network.resume({ from: at, to: towards });
        break;
      case 'reset':
        if (at !== towards) network.reset(at, towards);
        break;
      case 'restart':
        network.removeHost(at);
        network.runFor(durationMs);
        this.#start(at);
        break;
      case 'withdraw':
        this.#command(at, 'network-delete');
        network.runFor(durationMs);
        this.#command(at, 'network-add');
        break;
    }
    network.runFor(restMs);
  }

  expectWhole(): void {
    const all = names.flatMap(networksOf).sort();
    const routers = [...this.#routers.values()];
    this.#network.runUntil(
      () =>
        routers.every(
          (router) => router.isEstablished() && [...router.fib.keys()].sort().join() === all.join(),
        ),
      { withinMs: 900_000, what: 'every route everywhere' },
    );
    this.#network.settle();
    for (const [name, { router, fib }] of this.#routers) {
      const selected = [...router.selectedRoutes('ipv4-unicast'), ...router.selectedRoutes('ipv6-unicast')];
      expect(fib).toEqual(new Map(selected.map((route) => [route.prefix, route])));
      for (const other of names.filter((peer) => peer !== name)) {
        for (const prefix of networksOf(other)) {
          const nextHop = prefix.includes(':') ? ipv6AddressOf(other) : addressOf(other);
          expect(fib.get(prefix)?.nextHops).toEqual([nextHop]);
        }
      }
      const stale = router.peers().flatMap((peer) => peer.families.map((family) => family.stalePrefixCount));
      expect(Math.max(...stale)).toBe(0);
    }
  }

  #command(name: Name, command: 'network-add' | 'network-delete'): void {
    for (const { family, prefix } of networks(...networksOf(name)))
      this.#routers.get(name)!.command({ name: command, family, prefix });
  }

  #start(name: Name): void {
    const peers = names.filter((other) => other !== name);
    const configuration = routerConfiguration({
      asNumber: asNumberOf(name),
      bgpIdentifier: addressOf(name),
      networks: networks(...networksOf(name)),
      peers: peers.flatMap((peer) => [
        peerConfiguration(addressOf(peer), { families: allFamilies('ipv4-unicast') }),
        peerConfiguration(ipv6AddressOf(peer), { families: allFamilies('ipv6-unicast') }),
      ]),
    });
    const addresses = [addressOf(name), ipv6AddressOf(name)];
    const router = this.#network.addRouter(name, configuration, { addresses });
    this.#routers.set(name, router);
    router.start();
  }
}
