import { ceaseSubcode, encodeMessage, type FamilyName, familyOf, type IpAddress } from '@bgpeer/bgp-wire';
import { cease, endsForGood } from './cease.ts';
import type { NetworkConfiguration } from './configuration.ts';
import type { RouterCommand } from './contract.ts';
import type { Advertiser } from './export/advertiser.ts';
import type { SourceReimport } from './import/source-reimport.ts';
import type { Origination } from './origination/origination.ts';
import type { Peer } from './peer.ts';
import type { Reconfiguration } from './reconfiguration.ts';
import { routeRefreshSubtypes } from './route-refresh-subtypes.ts';
import { emitEvent, type RouterState } from './router-state.ts';
import type { PeerDirectory } from './session/peer-directory.ts';
import type { RestartHelp } from './session/restart-help.ts';

/** The parts of the router that commands concern. */
export interface CommandParts {
  readonly directory: PeerDirectory;
  readonly origination: Origination;
  readonly advertiser: Advertiser;
  readonly restartHelp: RestartHelp;
  readonly reconfiguration: Reconfiguration;
  readonly reimport: SourceReimport;
}

/** Carries out what an operator asks for. */
export class Commands {
  readonly #state: RouterState;
  readonly #parts: CommandParts;

  constructor(state: RouterState, parts: CommandParts) {
    this.#state = state;
    this.#parts = parts;
  }

  carryOut(command: RouterCommand): void {
    switch (command.name) {
      case 'start':
        for (const peer of this.#parts.directory.sorted()) this.#start(peer);
        break;
      case 'stop':
        for (const peer of this.#parts.directory.sorted()) this.#shutdown(peer, command.communication);
        break;
      case 'peer-shutdown':
        this.#withPeer(command.peer, (peer) => this.#shutdown(peer, command.communication));
        break;
      case 'peer-start':
        if (this.#parts.directory.heldOff.release(command.peer)) break;
        this.#withPeer(command.peer, (peer) => {
          peer.adminShutdown = false;
          if (!peer.mayStart) this.#ignore(`${peer.address} has no address family to speak about`);
          this.#start(peer);
        });
        break;
      case 'peer-reset':
        if (this.#parts.directory.heldOff.release(command.peer)) break;
        this.#withPeer(command.peer, (peer) => this.#reset(peer, command.communication));
        break;
      case 'peer-refresh-in':
        this.#withPeer(command.peer, (peer) => this.#refreshIn(peer));
        break;
      case 'peer-refresh-out':
        this.#withPeer(command.peer, (peer) => {
          for (const family of peer.negotiatedFamilies) this.#parts.advertiser.refresh(peer, family);
        });
        break;
      case 'network-add':
        this.#addNetwork(command);
        break;
      case 'network-delete':
        this.#deleteNetwork(command);
        break;
      case 'configure':
        this.#parts.reconfiguration.apply(command.configuration);
        break;
    }
  }

  #addNetwork({ family, prefix }: NetworkConfiguration): void {
    if (!this.#parts.origination.add({ family, prefix })) {
      this.#ignore(`${prefix} is advertised already`);
      return;
    }
    this.#setNetworks([...this.#state.configuration.networks, { family, prefix }]);
  }

  #deleteNetwork(network: NetworkConfiguration): void {
    if (!this.#parts.origination.delete(network)) {
      this.#ignore(`${network.prefix} is not one of our networks`);
      return;
    }
    this.#setNetworks(this.#state.configuration.networks.filter(({ prefix }) => prefix !== network.prefix));
  }

  /** The configuration says what is originated: what a `configure` leaves out of it is to go. */
  #setNetworks(networks: readonly NetworkConfiguration[]): void {
    this.#state.configuration = { ...this.#state.configuration, networks };
  }

  #start(peer: Peer): void {
    if (!peer.mayStart) return;
    peer.prefixLimitReached = false;
    peer.prefixLimitRestartAt = undefined;
    peer.session.handleInput({ type: 'start', manual: true }, this.#state.now);
  }

  #shutdown(peer: Peer, communication: string | undefined): void {
    const { asNumber } = this.#state.configuration;
    peer.adminShutdown = true;
    const notification = cease(ceaseSubcode.administrativeShutdown, communication);
    const detail = `shut down by the operator of AS ${asNumber}`;
    peer.session.handleInput(
      { type: 'stop', manual: true, notification, detail, hardReset: endsForGood(notification) },
      this.#state.now,
    );
    this.#parts.restartHelp.removeEverything(peer);
  }

  /** Whether the routes are to outlive a reset is the operator's choice (RFC 8538, section 5.1). */
  #reset(peer: Peer, communication: string | undefined): void {
    const notification = cease(ceaseSubcode.administrativeReset, communication);
    const detail = 'reset by the operator';
    const { hardAdministrativeReset: hardReset } = this.#state.configuration.gracefulRestart;
    peer.session.handleInput(
      { type: 'stop', manual: true, notification, detail, hardReset },
      this.#state.now,
    );
    this.#start(peer);
  }

  #refreshIn(peer: Peer): void {
    for (const family of peer.negotiatedFamilies) {
      // What was learned is kept in any case; with this setting the operator says that it is to be taken from there.
      if (peer.settings.families[family]!.softReconfigurationInbound)
        this.#parts.reimport.addPeer(peer, family);
      else this.#askAgain(peer, family);
    }
  }

  /** RFC 2918, section 4: only a peer that offered the capability may be asked. */
  #askAgain(peer: Peer, family: FamilyName): void {
    const { receivedOpen, send } = peer.negotiated!;
    if (!receivedOpen.capabilities.some(({ name }) => name === 'route-refresh')) {
      this.#ignore(`${peer.address} did not offer route refresh`);
      return;
    }
    const { afi, safi } = familyOf(family);
    const octets = encodeMessage(
      { type: 'ROUTE-REFRESH', afi, safi, subtype: routeRefreshSubtypes.request },
      send,
    );
    peer.session.handleInput(
      { type: 'send', kind: 'routeRefresh', messageCount: 1, octets },
      this.#state.now,
    );
  }

  #withPeer(address: IpAddress, carryOut: (peer: Peer) => void): void {
    const peer = this.#state.peers.get(address);
    if (peer === undefined) this.#ignore(`${address} is not a peer`);
    else carryOut(peer);
  }

  #ignore(detail: string): void {
    emitEvent(this.#state, { name: 'command-ignored', detail });
  }
}
