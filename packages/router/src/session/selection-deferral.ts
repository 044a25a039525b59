import { type FamilyName, familyNames, type IpAddress } from '@bgpeer/bgp-wire';
import type { Instant } from '@bgpeer/fsm';
import type { Advertiser } from '../export/advertiser.ts';
import type { Peer } from '../peer.ts';
import { emitEvent, type RouterState } from '../router-state.ts';
import type { RestartOptions } from './own-restart.ts';

/**
 * The restarting speaker's side of graceful restart (RFC 4724, section 4.1). Each family goes through
 *
 * ```
 *     awaiting peers ──(End-of-RIB from all, or Selection_Deferral_Timer)──▶ deciding ──(all decided)──▶ as ever
 * ```
 *
 * and until the last one is through, our OPENs carry the R bit. While peers are awaited, routes are learned, none is
 * selected, and nothing is advertised, End-of-RIB neither: a peer would take that for all there is.
 */
export class SelectionDeferral {
  readonly #state: RouterState;
  readonly #advertiser: Advertiser;
  readonly #awaitedPeers: readonly IpAddress[] | undefined;
  /** Peers that have sent End-of-RIB, over whichever session. */
  readonly #told = new Map<FamilyName, Set<IpAddress>>(familyNames.map((family) => [family, new Set()]));

  constructor(state: RouterState, advertiser: Advertiser, options: RestartOptions | undefined) {
    this.#state = state;
    this.#advertiser = advertiser;
    this.#awaitedPeers = options?.awaitedPeers;
    if (options === undefined) return;
    const { preservedFamilies } = options;
    const deferred = new Map(familyNames.map((family) => [family, 'awaiting-peers' as const]));
    state.ownRestart = { preservedFamilies, deferred, deadline: undefined };
  }

  /** Peers are started: the Selection_Deferral_Timer runs. */
  start(): void {
    const { ownRestart, now, configuration } = this.#state;
    if (ownRestart === undefined) return;
    ownRestart.deadline ??= now + configuration.gracefulRestart.selectionDeferralTimeSeconds * 1_000;
  }

  /** Looks whether a family has waited long enough. */
  review(): void {
    const { ownRestart, now } = this.#state;
    if (ownRestart?.deadline === undefined) return;
    for (const [family, phase] of ownRestart.deferred) {
      if (phase !== 'awaiting-peers') continue;
      const awaited = this.#awaited(family);
      const isTimeOver = ownRestart.deadline <= now;
      if (awaited.length > 0 && !isTimeOver) continue;
      ownRestart.deferred.set(family, 'deciding');
      const reason = awaited.length === 0 ? 'end-of-rib' : 'timer';
      emitEvent(this.#state, { name: 'selection-deferral-ended', family, reason, peers: awaited });
    }
  }

  /** After decisions: advertises the families that all is decided of, End-of-RIB at the end. */
  advertiseDecided(): void {
    const { ownRestart, ribs, peers, configuration } = this.#state;
    if (ownRestart === undefined) return;
    for (const [family, phase] of ownRestart.deferred) {
      if (phase !== 'deciding' || ribs.get(family)!.undecided.length > 0) continue;
      ownRestart.deferred.delete(family);
      for (const peer of peers.values())
        if (peer.negotiatedFamilies.includes(family)) this.#advertiser.sessionUp(peer, [family]);
    }
    if (ownRestart.deferred.size > 0) return;
    this.#state.ownRestart = undefined;
    for (const peer of peers.values()) peer.prepareOpen(configuration, undefined);
  }

  /** All has been heard that there is to wait for, and is to be gone through. */
  get isDeciding(): boolean {
    const { ownRestart } = this.#state;
    return ownRestart !== undefined && [...ownRestart.deferred.values()].includes('deciding');
  }

  nextTimeout(): Instant | undefined {
    const { ownRestart } = this.#state;
    const isAwaiting = [...(ownRestart?.deferred.values() ?? [])].includes('awaiting-peers');
    return isAwaiting ? ownRestart?.deadline : undefined;
  }

  /** Whose End-of-RIB is missing. */
  #awaited(family: FamilyName): IpAddress[] {
    const { peers } = this.#state;
    const expected = new Set(this.#awaitedPeers ?? peers.keys());
    for (const peer of peers.values()) if (peer.negotiated !== undefined) expected.add(peer.address);
    return [...expected].filter((address) => this.#isAwaited(address, family)).sort();
  }

  #isAwaited(address: IpAddress, family: FamilyName): boolean {
    const peer = this.#state.peers.get(address);
    // A dynamic peer of before may still dial in.
    if (peer === undefined) return this.#state.configuration.listenRanges.length > 0;
    const told = this.#told.get(family)!;
    if (peer.endOfRibReceived.has(family)) told.add(address);
    return !told.has(address) && !peer.adminShutdown && this.#mayTell(peer, family);
  }

  /** RFC 4724, section 4.1: not a peer without graceful restart, which sends no End-of-RIB, nor one that restarts itself. */
  #mayTell({ settings, negotiated, negotiatedFamilies }: Peer, family: FamilyName): boolean {
    const mode = settings.gracefulRestartMode ?? this.#state.configuration.gracefulRestart.mode;
    if (mode === 'disabled' || settings.families[family] === undefined) return false;
    if (negotiated === undefined) return true;
    const offered = negotiated.receivedOpen.capabilities.find(({ name }) => name === 'graceful-restart');
    return offered?.name === 'graceful-restart' && !offered.restarting && negotiatedFamilies.includes(family);
  }
}
