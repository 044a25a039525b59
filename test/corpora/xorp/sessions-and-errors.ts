import type { FamilyName } from '@bgpeer/bgp-wire';
import {
  allFamilies,
  peerConfiguration,
  routerConfiguration,
  VirtualNetwork,
  type VirtualRouter,
} from '@bgpeer/testkit';
import type { Comparison } from '../corpus-case.ts';
import { readCorpusRows } from '../corpus-files.ts';
import type { RouterSource } from '../routers/router-case.ts';
import type { XorpMessage } from './xorp-messages.ts';
import { type EstablishStep, XorpPeer } from './xorp-peer.ts';

interface XorpRow {
  readonly name: string;
  readonly kind: string;
  readonly steps: readonly XorpStep[];
}

type XorpStep =
  | { readonly do: 'reset' | 'attach' }
  /** Which of the router's peers is played: by its port, or the router's. */
  | { readonly do: 'target'; readonly port: number }
  | ({ readonly do: 'establish' } & EstablishStep)
  | { readonly do: 'connect' }
  | { readonly do: 'expect' | 'send'; readonly message: XorpMessage }
  | { readonly do: 'assert'; readonly what: string }
  | { readonly do: 'lookup'; readonly args: string }
  | { readonly do?: undefined; readonly waitSeconds: string }
  | { readonly do?: undefined; readonly router: string }
  /** `for i in 1 2`, `do` and `done`. */
  | { readonly do?: undefined; readonly control: string };

/** Of IPv4 and of IPv6, where the peers with IPv6 are: nobody says which address of IPv6 belongs to one of IPv4. */
const routerAddresses = ['192.150.187.78', '2000:77:88::1'];

/** By the last digit of their ports. */
const peers = [
  { address: '192.150.187.101', asNumber: 65_008 },
  { address: '192.150.187.102', asNumber: 65_000 },
  { address: '2000:77:88::103', asNumber: 65_008 },
  { address: '2000:77:88::104', asNumber: 65_000 },
];

/** XORP's harness: one router, and peers that do what the rows say. */
export function xorpSessions(): RouterSource {
  const name = 'xorp/sessions-and-errors';
  const rows = readCorpusRows<XorpRow>(`${name}.jsonl`).filter(({ kind }) => kind === 'scenario');
  return {
    name,
    cases: rows.map((row) => ({ name: row.name, compare: () => compare(row) })),
    caseCountMin: 65,
  };
}

function compare({ steps }: XorpRow): Comparison {
  const scene = new Scene();
  for (const step of unrolled(steps)) scene.carryOut(step);
  return { theirs: scene.theirs, ours: scene.ours };
}

/** With what is between `do` and `done` as often as the loop says. */
function unrolled(steps: readonly XorpStep[]): XorpStep[] {
  const place = (word: string) =>
    steps.findIndex((step) => 'control' in step && step.control.startsWith(word));
  if (place('for') < 0) return [...steps];
  const [first, last] = [
    place('do'),
    steps.findIndex((step) => 'control' in step && step.control === 'done'),
  ];
  const loop = steps[place('for')] as { readonly control: string };
  const count = loop.control.split(' ').length - 3;
  const body = steps.slice(first + 1, last);
  return [...Array.from({ length: count }, () => body).flat(), ...steps.slice(last + 1)];
}

class Scene {
  /** What the row asserts, and how it is. */
  readonly theirs: string[] = [];
  readonly ours: string[] = [];
  readonly #network = new VirtualNetwork();
  readonly #router: VirtualRouter;
  readonly #peers: readonly XorpPeer[];
  #peer: XorpPeer;
  #isWaiting = false;

  constructor() {
    const familiesAt = (place: number): readonly FamilyName[] =>
      place < 2 ? ['ipv4-unicast'] : ['ipv4-unicast', 'ipv6-unicast'];
    const configuration = routerConfiguration({
      asNumber: 65_008,
      bgpIdentifier: routerAddresses[0],
      peers: peers.map(({ address, asNumber }, place) =>
        peerConfiguration(address, {
          remoteAs: { kind: 'exactly', asNumber },
          holdTimeSeconds: 30,
          keepaliveTimeSeconds: 10,
          enforceFirstAs: true,
          families: allFamilies(...familiesAt(place)),
        }),
      ),
    });
    this.#router = this.#network.addRouter('router', configuration, {
      addresses: routerAddresses,
    });
    this.#router.start();
    this.#peers = peers.map(
      ({ address }) => new XorpPeer(this.#network, address, routerAddresses[address.includes(':') ? 1 : 0]),
    );
    [this.#peer] = this.#peers;
  }

  carryOut(step: XorpStep): void {
    switch (step.do) {
      case 'reset':
        for (const peer of this.#peers) peer.reset();
        this.#isWaiting = false;
        return;
      case 'attach':
        return;
      case 'target':
        this.#peer = this.#peers[(step.port % 10) - 1];
        return;
      case 'establish':
        this.#isWaiting = step.active === 'false';
        this.#peer.establish(step);
        return;
      case 'connect':
        this.#peer.connect();
        return;
      case 'expect':
        this.#peer.expect(step.message);
        return;
      case 'send':
        this.#peer.send(step.message);
        return;
      case 'assert':
        this.theirs.push(step.what);
        this.ours.push(this.#peer.state(step.what));
        return;
      case 'lookup': {
        const [, prefix, , path] = step.args.split(' ');
        this.theirs.push(path);
        this.ours.push(this.#peer.receivedPath(prefix) ?? `no route to ${prefix}`);
        return;
      }
      case undefined:
        if ('waitSeconds' in step) this.#network.runFor(Number(step.waitSeconds) * 1_000);
        else if ('router' in step) this.#operate(step.router.split(' '));
    }
  }

  /** A call on the router. */
  #operate([call, ...words]: readonly string[]): void {
    switch (call) {
      case 'originate_route4':
        this.#router.command({ name: 'network-add', family: 'ipv4-unicast', prefix: words[0] });
        break;
      case 'originate_route6':
        this.#router.command({ name: 'network-add', family: 'ipv6-unicast', prefix: words[0] });
        break;
      case 'disable_peer':
        this.#router.command({ name: 'peer-shutdown', peer: peers[(Number(words[1]) % 10) - 1].address });
        break;
      case 'enable_peer':
        this.#router.command({ name: 'peer-start', peer: peers[(Number(words[1]) % 10) - 1].address });
        if (this.#isWaiting) this.#peer.accept();
        break;
    }
    this.#network.runFor(1);
  }
}
