import type { Capability, Message } from '@bgpeer/bgp-wire';
import type { ScriptedPeer, VirtualNetwork } from '@bgpeer/testkit';
import { asPathWords, isExpected, type XorpMessage, xorpOctets } from './xorp-messages.ts';

/** What a session is to be opened with, in the words of the rows. */
export interface EstablishStep {
  readonly AS: string;
  readonly holdtime: string;
  readonly id: string;
  readonly ipv6?: string;
  /** False: the router is to dial. */
  readonly active?: string;
}

const waitMs = 20_000;
const familiesOf = (ipv6: boolean): readonly Capability[] =>
  ipv6 ? [1, 2].map((afi) => ({ name: 'multiprotocol', afi, safi: 1 })) : [];

/** XORP's test peer: a speaker that does what it is told, with a queue of messages that are expected. */
export class XorpPeer {
  readonly #network: VirtualNetwork;
  readonly #address: string;
  readonly #routerAddress: string;
  readonly #expected: XorpMessage[] = [];
  #peer: ScriptedPeer | undefined;
  #seenCount = 0;
  /** Something else came than was expected: what comes after it is not compared, as with XORP. */
  #isMismatched = false;

  constructor(network: VirtualNetwork, address: string, routerAddress: string) {
    this.#network = network;
    this.#address = address;
    this.#routerAddress = routerAddress;
  }

  /** Connects, and goes as far as the router lets it. */
  establish({ AS, holdtime, id, ipv6, active }: EstablishStep): void {
    const isActive = active !== 'false';
    const peer = this.#start(isActive, Number(AS), Number(holdtime), id, ipv6 === 'true');
    if (!isActive) return;
    this.#dial(peer);
    this.#open();
  }

  /** The session of a peer that waited, once the router has dialled. */
  accept(): void {
    this.#waitFor(() => this.#peer!.isConnected);
    this.#open();
  }

  connect(): void {
    this.#dial(this.#start(true, 65_008, 30, '192.150.187.100', false));
  }

  expect(message: XorpMessage): void {
    this.#look();
    this.#expected.push(message);
  }

  send(message: XorpMessage): void {
    if (this.#peer?.isConnected !== true) return;
    this.#peer.sendOctets(xorpOctets(message));
    this.#network.settle();
  }

  /** How it stands, in the word of what is asserted: `queue 1`, `established`, `idle`. */
  state(asserted: string): string {
    this.#look();
    if (asserted.startsWith('queue')) return `queue ${this.#expected.length}`;
    if (this.#peer?.isConnected !== true) return 'idle';
    return this.#peer.receivedOf('KEEPALIVE').length > 0 ? 'established' : 'connected';
  }

  /** The AS_PATH of what was received for a prefix; undefined without it. */
  receivedPath(prefix: string): string | undefined {
    const update = this.#peer
      ?.receivedOf('UPDATE')
      .find(({ nlri, reachable }) =>
        [...nlri, ...(reachable?.nlri ?? [])].some((each) => each.prefix === prefix),
      );
    return update && asPathWords(update.attributes.asPath);
  }

  reset(): void {
    this.#expected.length = 0;
    this.#isMismatched = false;
    if (this.#peer === undefined) return;
    this.#peer.close();
    this.#network.settle();
    this.#network.removeHost(this.#address);
    this.#peer = undefined;
  }

  #start(
    isActive: boolean,
    asNumber: number,
    holdTimeSeconds: number,
    id: string,
    ipv6: boolean,
  ): ScriptedPeer {
    this.#seenCount = 0;
    this.#peer = this.#network.addScriptedPeer(this.#address, {
      addresses: [this.#address],
      asNumber,
      holdTimeSeconds,
      bgpIdentifier: id,
      capabilities: familiesOf(ipv6),
      listenPort: isActive ? 0 : 179,
    });
    return this.#peer;
  }

  /** Again and again, as the router may not want it at once after the session before. */
  #dial(peer: ScriptedPeer): void {
    const start = this.#network.now;
    while (this.#network.now - start < waitMs) {
      peer.dial(this.#routerAddress);
      this.#network.runFor(1_000);
      if (peer.isConnected && peer.receivedOf('OPEN').length > 0) return;
      peer.close();
    }
  }

  #open(): void {
    const peer = this.#peer!;
    if (!peer.isConnected) return;
    peer.sendOpen();
    this.#waitFor(() => !peer.isConnected || peer.receivedOf('OPEN').length > 0);
    if (peer.isConnected) peer.sendKeepalive();
    this.#network.runFor(100);
  }

  #waitFor(condition: () => boolean): void {
    const start = this.#network.now;
    while (!condition() && this.#network.now - start < waitMs) this.#network.runFor(100);
  }

  /** Takes what came since against what is expected, in order; what comes while nothing is expected is no matter. */
  #look(): void {
    const received = this.#peer?.received ?? [];
    for (const message of received.slice(this.#seenCount)) {
      const [next] = this.#expected;
      if (next === undefined || this.#isMismatched || isEndOfRib(message)) continue;
      if (isExpected(message, next)) this.#expected.shift();
      else this.#isMismatched = true;
    }
    this.#seenCount = received.length;
  }
}

/** Which XORP did not know yet (RFC 4724, section 2). */
function isEndOfRib(message: Message): boolean {
  if (message.type !== 'UPDATE') return false;
  const { nlri, withdrawn, reachable, unreachable } = message;
  const isEmpty = [nlri, withdrawn, unreachable?.nlri ?? []].every((list) => list.length === 0);
  return isEmpty && reachable === undefined;
}
