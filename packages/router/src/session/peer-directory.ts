import { compareAddresses, type IpAddress, parsePrefix, prefixContainsAddress } from '@bgpeer/bgp-wire';
import type { ConnectionId } from '@bgpeer/fsm';
import type { ListenRange, PeerSettings } from '../configuration.ts';
import { Peer } from '../peer.ts';
import { emitEvent, type RouterState } from '../router-state.ts';
import { HeldOffAddresses } from './held-off-addresses.ts';

/** Makes peers and forgets them, and knows who may dial in. */
export class PeerDirectory {
  /** Dynamic peers that a prefix limit keeps away. */
  readonly heldOff = new HeldOffAddresses();
  readonly #state: RouterState;
  #peerNumber = 0;
  #connectionId: ConnectionId = 0;

  constructor(state: RouterState) {
    this.#state = state;
  }

  add(address: IpAddress, settings: PeerSettings, dynamicFrom?: string): Peer {
    this.#peerNumber += 1;
    const peer = new Peer(this.#state.configuration, address, {
      number: this.#peerNumber,
      settings,
      ownRestart: this.#state.ownRestart,
      ...(dynamicFrom !== undefined && { dynamicFrom }),
      random: this.#state.random,
      nextConnectionId: () => {
        this.#connectionId += 1;
        return this.#connectionId;
      },
    });
    this.#state.peers.set(address, peer);
    this.#state.peersByNumber.set(peer.number, peer);
    return peer;
  }

  /** The peer is stopped and none of its routes are kept. */
  remove(peer: Peer): void {
    if (this.#state.peers.get(peer.address) === peer) this.#state.peers.delete(peer.address);
    this.#state.peersByNumber.delete(peer.number);
  }

  /** The same, of a dynamic peer that is gone: what a prefix limit says of it holds though it is forgotten. */
  forget(peer: Peer): void {
    this.remove(peer);
    if (peer.prefixLimitReached) this.heldOff.add(peer.address, peer.prefixLimitRestartAt);
  }

  /** In the order of addresses. */
  sorted(): Peer[] {
    return [...this.#state.peers.values()].sort((a, b) => compareAddresses(a.address, b.address));
  }

  /** The peer a connection from this address belongs to, made from a listen range when there is one; else why not. */
  admit(address: IpAddress): { readonly peer: Peer } | { readonly refusal: string } {
    const known = this.#state.peers.get(address);
    if (known !== undefined) return { peer: known };
    const range = this.#rangeOf(address);
    if (range === undefined) return { refusal: 'no neighbor has this address and no listen range holds it' };
    if (range.settings.shutdown)
      return { refusal: `the peers of listen range ${range.prefix} are shut down` };
    if (Object.keys(range.settings.families).length === 0)
      return { refusal: `the peers of listen range ${range.prefix} have no address family` };
    const heldOffUntil = this.heldOff.endOf(address, this.#state.now);
    if (heldOffUntil !== undefined) return { refusal: heldOffWords(heldOffUntil - this.#state.now) };
    const { listenLimit } = this.#state.configuration;
    const dynamicCount = [...this.#state.peers.values()].filter(
      (peer) => peer.dynamicFrom !== undefined,
    ).length;
    if (dynamicCount >= listenLimit)
      return { refusal: `there are ${dynamicCount} dynamic peers, the limit is ${listenLimit}` };
    const peer = this.add(address, { ...range.settings, passive: true }, range.prefix);
    peer.session.handleInput({ type: 'start', manual: true }, this.#state.now);
    return { peer };
  }

  refuse(connection: ConnectionId, remoteAddress: IpAddress, reason: string): void {
    this.#state.outputs.push({ type: 'close-connection', connection });
    emitEvent(this.#state, { name: 'connection-refused', remoteAddress, reason });
  }

  /** The longest listen range that holds the address. */
  #rangeOf(address: IpAddress): ListenRange | undefined {
    const holding = this.#state.configuration.listenRanges.filter(({ prefix }) =>
      prefixContainsAddress(parsePrefix(prefix)!, address),
    );
    return holding.sort((a, b) => parsePrefix(b.prefix)!.bitLength - parsePrefix(a.prefix)!.bitLength)[0];
  }
}

function heldOffWords(remainingMs: number): string {
  const what = 'it advertised more than maximum-prefix allows';
  if (remainingMs === Number.POSITIVE_INFINITY) return `${what}: it is held off until it is cleared`;
  return `${what}: it is held off for another ${Math.ceil(remainingMs / 1_000)} s`;
}
