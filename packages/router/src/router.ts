import { familyNames } from '@bgpeer/bgp-wire';
import type { ConnectionEndpoints, ConnectionId, Instant } from '@bgpeer/fsm';
import { Commands } from './commands.ts';
import type { RouterConfiguration } from './configuration.ts';
import type { RouterInput, RouterOutput } from './contract.ts';
import { Advertiser } from './export/advertiser.ts';
import { ImportContexts } from './import/import-contexts.ts';
import { SourceReimport } from './import/source-reimport.ts';
import { SourceRemoval } from './import/source-removal.ts';
import { UpdateImport } from './import/update-import.ts';
import { Underlay } from './next-hops/underlay.ts';
import { Origination } from './origination/origination.ts';
import type { Peer } from './peer.ts';
import { PrefixHousekeeping } from './prefix-housekeeping.ts';
import { Reconfiguration } from './reconfiguration.ts';
import type { BgpRouter } from './router-contract.ts';
import { createRouterState, type RouterState, wholeSeconds } from './router-state.ts';
import { SeededRandom } from './seeded-random.ts';
import { isSelectionDeferred, type RestartOptions } from './session/own-restart.ts';
import { PeerDirectory } from './session/peer-directory.ts';
import { holdToPrefixLimit, restartAfterPrefixLimit } from './session/prefix-limit.ts';
import { RefreshWindow } from './session/refresh-window.ts';
import { RestartHelp } from './session/restart-help.ts';
import { SelectionDeferral } from './session/selection-deferral.ts';
import { SessionOutputs } from './session/session-outputs.ts';
import { StalenessMarks } from './session/staleness-marks.ts';
import { RouterViews } from './views/router-views.ts';

/** How much is done at once before inputs get their turn again. */
const decisionsInSlice = 8_192;
const placesInSlice = 16_384;
const rowsInSlice = 65_536;
/** Each is looked at by its policies and told to every group of peers. */
const aggregatedInSlice = 4_096;
const importsInSlice = 8_192;

/** What a router is given besides its configuration. */
export interface RouterOptions {
  /** Of the one generator of jitter: the same seed and inputs give the same outputs, octet for octet. */
  readonly seed: number;
  /** It takes the place of a router that has just gone, and whose routes its peers have kept. */
  readonly restart?: RestartOptions;
}

/**
 * One BGP speaker: sessions, routes, decisions and advertisements behind inputs and outputs. It works in slices: while
 * there is work to do, `nextTimeout` is now.
 */
export class Router extends RouterViews implements BgpRouter {
  readonly #state: RouterState;
  readonly #directory: PeerDirectory;
  readonly #advertiser: Advertiser;
  readonly #removal: SourceRemoval;
  readonly #reimport: SourceReimport;
  readonly #origination: Origination;
  readonly #underlay: Underlay;
  readonly #importContexts: ImportContexts;
  readonly #stalenessMarks: StalenessMarks;
  readonly #restartHelp: RestartHelp;
  readonly #refreshWindow: RefreshWindow;
  readonly #deferral: SelectionDeferral;
  readonly #housekeeping: PrefixHousekeeping;
  readonly #sessionOutputs: SessionOutputs;
  readonly #commands: Commands;

  constructor(configuration: RouterConfiguration, options: RouterOptions) {
    const state = createRouterState(configuration, new SeededRandom(options.seed).next);
    const directory = new PeerDirectory(state);
    const advertiser = new Advertiser(state);
    const origination = new Origination(state, (family, prefix) => advertiser.update(family, prefix));
    const underlay = new Underlay(state, origination);
    super({ state, directory, advertiser, underlay });
    this.#state = state;
    this.#directory = directory;
    this.#advertiser = advertiser;
    this.#origination = origination;
    this.#underlay = underlay;
    this.#removal = new SourceRemoval(state);
    this.#reimport = new SourceReimport(state);
    this.#importContexts = new ImportContexts(state);
    const importContexts = this.#importContexts;
    this.#stalenessMarks = new StalenessMarks(state);
    this.#restartHelp = new RestartHelp(state, this.#removal, this.#stalenessMarks);
    this.#refreshWindow = new RefreshWindow(state, this.#removal);
    this.#deferral = new SelectionDeferral(state, this.#advertiser, options.restart);
    this.#housekeeping = new PrefixHousekeeping(state, this.#advertiser);
    this.#sessionOutputs = new SessionOutputs(state, {
      updateImport: new UpdateImport(state),
      importContexts,
      advertiser: this.#advertiser,
      restartHelp: this.#restartHelp,
      refreshWindow: this.#refreshWindow,
      onSessionDown: (peer) => {
        state.nextHops.underlayChanged();
        this.#forgetIdleDynamicPeer(peer);
      },
    });
    const parts = {
      directory: this.#directory,
      origination: this.#origination,
      underlay: this.#underlay,
      advertiser: this.#advertiser,
      restartHelp: this.#restartHelp,
      importContexts,
      reimport: this.#reimport,
    };
    const onRemoved = (peer: Peer): void => {
      this.#sessionOutputs.drain(peer);
      importContexts.release(peer);
    };
    const reconfiguration = new Reconfiguration(state, { ...parts, onRemoved });
    this.#commands = new Commands(state, { ...parts, reconfiguration });
    for (const network of configuration.networks) this.#origination.add(network);
    this.#origination.configure();
    this.#underlay.configure();
    for (const { address, ...settings } of configuration.peers) this.#directory.add(address, settings);
  }

  handleInput(input: RouterInput, now: Instant): void {
    this.#state.now = now;
    switch (input.type) {
      case 'connection-accepted':
        this.#accepted(input.connection, input.endpoints);
        break;
      case 'connection-opened': {
        const { type, connection, endpoints } = input;
        this.#toSession({ type, connection, endpoints, direction: 'outgoing' });
        break;
      }
      case 'connection-failed':
      case 'connection-closed':
        this.#toSession(input);
        this.#state.connections.delete(input.connection);
        break;
      case 'octets-received':
      case 'octets-sent':
        this.#toSession(input);
        break;
      case 'next-hop-changed':
        this.#state.nextHops.tell(input.nextHop, input.reachable, input.metric);
        break;
      case 'underlay-route-changed':
      case 'underlay-route-removed':
      case 'underlay-known':
        this.#underlay.handleInput(input);
        break;
      case 'command':
        this.#commands.carryOut(input.command);
        for (const peer of this.#directory.sorted()) this.#sessionOutputs.drain(peer);
        if (input.command.name === 'start') this.#deferral.start();
        break;
    }
    this.#deferral.review();
  }

  handleTimeout(now: Instant): void {
    this.#state.now = now;
    for (const peer of this.#state.peers.values()) {
      const due = peer.session.nextTimeout();
      if (due !== undefined && due <= now) peer.session.handleTimeout(now);
      this.#restartHelp.handleTimeout(peer);
      this.#refreshWindow.handleTimeout(peer);
      restartAfterPrefixLimit(peer, this.#state);
      this.#sessionOutputs.drain(peer);
    }
    this.#deferral.review();
    // Before anything is said of a prefix by its id: what was said before has been taken by now.
    this.#housekeeping.runSlice(rowsInSlice);
    this.#removal.runSlice(rowsInSlice);
    this.#reimportSlice();
    this.#stalenessMarks.runSlice(rowsInSlice);
    this.#origination.runSlice(aggregatedInSlice);
    this.#underlay.review();
    this.#decideSlice();
    // An aggregate comes of what was decided, and is to be decided itself.
    if (!this.#bringsDecisions) this.#deferral.advertiseDecided();
    this.#advertiser.runSlice(placesInSlice);
    for (const peer of this.#state.peers.values()) {
      this.#sessionOutputs.drain(peer);
      this.#forgetIdleDynamicPeer(peer);
    }
  }

  pollOutput(): RouterOutput | undefined {
    return this.#state.outputs.shift();
  }

  nextTimeout(): Instant | undefined {
    if (this.#hasWork()) return this.#state.now;
    let earliest = earlier(this.#advertiser.nextTimeout(), this.#housekeeping.nextTimeout());
    earliest = earlier(earliest, this.#deferral.nextTimeout());
    for (const peer of this.#state.peers.values()) {
      earliest = earlier(earliest, peer.session.nextTimeout());
      earliest = earlier(earliest, peer.helper.nextTimeout());
      earliest = earlier(earliest, this.#refreshWindow.nextTimeout(peer));
      earliest = earlier(earliest, peer.prefixLimitRestartAt);
    }
    return earliest;
  }

  #accepted(connection: ConnectionId, endpoints: ConnectionEndpoints): void {
    const admission = this.#directory.admit(endpoints.remoteAddress);
    if ('refusal' in admission) {
      this.#directory.refuse(connection, endpoints.remoteAddress, admission.refusal);
      return;
    }
    this.#state.connections.set(connection, admission.peer);
    this.#toSession({ type: 'connection-opened', connection, endpoints, direction: 'incoming' });
  }

  #toSession(
    input: Parameters<Peer['session']['handleInput']>[0] & { readonly connection: ConnectionId },
  ): void {
    const peer = this.#state.connections.get(input.connection);
    if (peer === undefined) return;
    peer.session.handleInput(input, this.#state.now);
    this.#sessionOutputs.drain(peer);
  }

  /** There is work of which more prefixes to decide may come. */
  get #bringsDecisions(): boolean {
    return this.#reimport.isPending || this.#origination.isPending || this.#underlay.isPending;
  }

  #hasWork(): boolean {
    if (this.#bringsDecisions) return true;
    if (this.#removal.isPending || this.#stalenessMarks.isPending || this.#advertiser.hasWork()) return true;
    if (this.#deferral.isDeciding) return true;
    return familyNames.some(
      (family) =>
        this.#state.ribs.get(family)!.undecided.length > 0 && !isSelectionDeferred(this.#state, family),
    );
  }

  #reimportSlice(): void {
    if (!this.#reimport.runSlice(importsInSlice)) return;
    // What import turned away before may count now (`maximum-prefix`).
    for (const peer of this.#state.peers.values())
      if (peer.negotiated !== undefined) holdToPrefixLimit(peer, this.#state);
  }

  #decideSlice(): void {
    for (const [family, rib] of this.#state.ribs) {
      if (isSelectionDeferred(this.#state, family)) continue;
      const waiting = rib.undecided.take(decisionsInSlice);
      const prefixIds = waiting.filter((prefix) => rib.decide(prefix, wholeSeconds(this.#state.now)));
      this.#origination.selectionChanged(family, prefixIds);
      this.#state.nextHops.selectionChanged(family, prefixIds);
      this.#advertiser.decided(family, waiting, prefixIds);
      if (prefixIds.length === 0) continue;
      this.#state.outputs.push({ type: 'routes-changed', family, prefixIds });
    }
  }

  /** A dynamic peer is made by its connection, and goes when neither a session nor a route of it is left. */
  #forgetIdleDynamicPeer(peer: Peer): void {
    if (peer.dynamicFrom === undefined || peer.negotiated !== undefined || peer.staleSources.size > 0) return;
    const { state } = peer.session;
    if (state === 'OpenSent' || state === 'OpenConfirm') return;
    if (!peer.hasTried) return;
    this.#directory.forget(peer);
    this.#importContexts.release(peer);
  }
}

function earlier(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}
