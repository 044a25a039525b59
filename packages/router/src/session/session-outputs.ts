import {
  encapsulatedNotification,
  type FamilyName,
  familyByCodes,
  type NotificationContent,
  notificationCode,
  parseIpv4,
  type RouteRefreshMessage,
  type SessionType,
} from '@bgpeer/bgp-wire';
import {
  formatDownReason,
  isHardReset,
  type NegotiatedSession,
  type SessionDownReason,
  type SessionOutput,
} from '@bgpeer/fsm';
import type { PeerFamilySettings } from '../configuration.ts';
import type { Advertiser } from '../export/advertiser.ts';
import type { ImportContexts } from '../import/import-contexts.ts';
import type { UpdateImport } from '../import/update-import.ts';
import type { Peer } from '../peer.ts';
import { routeRefreshSubtypes } from '../route-refresh-subtypes.ts';
import { emitEvent, type RouterState } from '../router-state.ts';
import type { LastResetView } from '../views/view-types.ts';
import { tellOfMissingPolicies } from './missing-policy.ts';
import { isAdvertisingDeferred } from './own-restart.ts';
import { holdToPrefixLimit } from './prefix-limit.ts';
import type { RefreshWindow } from './refresh-window.ts';
import type { RestartHelp } from './restart-help.ts';

/** The parts of the router that a session's outputs concern. */
export interface SessionOutputParts {
  readonly updateImport: UpdateImport;
  readonly importContexts: ImportContexts;
  readonly advertiser: Advertiser;
  readonly restartHelp: RestartHelp;
  readonly refreshWindow: RefreshWindow;
  /** The session is down, and everything that follows from it for its routes was done. */
  readonly onSessionDown: (peer: Peer) => void;
}

/** Carries out what a peer's session says, output by output in their order. */
export class SessionOutputs {
  readonly #state: RouterState;
  readonly #parts: SessionOutputParts;

  constructor(state: RouterState, parts: SessionOutputParts) {
    this.#state = state;
    this.#parts = parts;
  }

  drain(peer: Peer): void {
    for (let output = peer.session.pollOutput(); output !== undefined; output = peer.session.pollOutput()) {
      this.#carryOut(peer, output);
    }
  }

  #carryOut(peer: Peer, output: SessionOutput): void {
    const { outputs, connections } = this.#state;
    switch (output.type) {
      case 'open-connection':
        connections.set(output.connection, peer);
        outputs.push({
          type: 'open-connection',
          connection: output.connection,
          remoteAddress: peer.address,
          remotePort: peer.settings.port,
          localAddress: peer.settings.localAddress,
        });
        break;
      case 'send-octets':
        outputs.push(output);
        break;
      case 'close-connection':
        connections.delete(output.connection);
        outputs.push(output);
        break;
      case 'state-changed': {
        const { from, to, detail } = output;
        emitEvent(this.#state, { name: 'state-changed', peer: peer.address, from, to, detail });
        break;
      }
      case 'established':
        this.#established(peer, output.negotiated);
        break;
      case 'update':
        this.#update(peer, output.octets);
        break;
      case 'route-refresh':
        this.#routeRefresh(peer, output.message);
        break;
      case 'session-down':
        this.#down(peer, output.reason);
        break;
    }
  }

  #established(peer: Peer, negotiated: NegotiatedSession): void {
    const { peerAsNumber, holdTimeSeconds, receivedOpen } = negotiated;
    peer.negotiated = negotiated;
    peer.lastNegotiated = negotiated;
    peer.establishedAt = this.#state.now;
    peer.connectionsEstablished += 1;
    peer.fqdn = receivedOpen.capabilities.find((capability) => capability.name === 'fqdn');
    peer.lastAsNumber = peerAsNumber;
    peer.lastRestartTimeSeconds = receivedOpen.capabilities.find(
      (capability) => capability.name === 'graceful-restart',
    )?.restartTimeSeconds;
    peer.endOfRibSent.clear();
    peer.endOfRibReceived.clear();
    peer.prefixLimitTold.clear();
    peer.prefixThresholdTold.clear();
    this.#parts.importContexts.assign(peer);
    for (const family of peer.negotiatedFamilies) this.#addSource(peer, family, negotiated);
    const families = peer.negotiatedFamilies;
    const hostName = peer.fqdn?.hostName;
    emitEvent(this.#state, {
      name: 'session-up',
      peer: peer.address,
      asNumber: peerAsNumber,
      holdTimeSeconds,
      families,
      ...(hostName !== undefined && { hostName }),
    });
    this.#parts.restartHelp.sessionEstablished(peer);
    peer.policyMissingTold.clear();
    tellOfMissingPolicies(peer, this.#state);
    const ready = families.filter((family) => !isAdvertisingDeferred(this.#state, family));
    this.#parts.advertiser.sessionUp(peer, ready);
    peer.prepareOpen(this.#state.configuration, this.#state.ownRestart);
  }

  #addSource(peer: Peer, family: FamilyName, negotiated: NegotiatedSession): void {
    const source = this.#state.ribs.get(family)!.sources.add({
      kind: negotiated.session,
      peer: peer.number,
      asNumber: negotiated.peerAsNumber,
      bgpIdentifier: parseIpv4(negotiated.peerBgpIdentifier)!,
      address: peer.address,
      addressOctets: peer.addressOctets,
      isClient: isClientOfOurs(negotiated.session, peer.settings.families[family]!),
    });
    peer.sources.set(family, source);
  }

  #update(peer: Peer, octets: Uint8Array): void {
    if (peer.negotiated === undefined) return;
    peer.lastUpdateReceivedAt = this.#state.now;
    const outcome = this.#parts.updateImport.import(peer, octets);
    if (outcome.kind === 'session-reset') {
      const { notification, detail } = outcome.fault;
      peer.session.handleInput({ type: 'update-error', notification, detail }, this.#state.now);
      return;
    }
    if (outcome.endOfRib !== undefined) this.#endOfRib(peer, outcome.endOfRib);
    holdToPrefixLimit(peer, this.#state);
  }

  #endOfRib(peer: Peer, family: FamilyName): void {
    peer.endOfRibReceived.add(family);
    emitEvent(this.#state, { name: 'end-of-rib-received', peer: peer.address, family });
    this.#parts.restartHelp.endOfRibReceived(peer, family);
  }

  #routeRefresh(peer: Peer, { afi, safi, subtype }: RouteRefreshMessage): void {
    const family = familyByCodes(afi, safi)?.name;
    if (peer.negotiated === undefined || family === undefined) return;
    if (subtype === routeRefreshSubtypes.request) this.#parts.advertiser.refresh(peer, family);
    else if (subtype === routeRefreshSubtypes.beginning) this.#beginRefresh(peer, family);
    else if (subtype === routeRefreshSubtypes.end) this.#parts.refreshWindow.end(peer, family);
  }

  /** From a peer with graceful restart a refresh does not begin before its End-of-RIB (RFC 7313, section 4). */
  #beginRefresh(peer: Peer, family: FamilyName): void {
    const offered = peer.negotiated!.receivedOpen.capabilities.some(
      ({ name }) => name === 'graceful-restart',
    );
    if (!offered || peer.endOfRibReceived.has(family)) {
      this.#parts.refreshWindow.begin(peer, family);
      return;
    }
    const detail = 'Beginning-of-RR came before End-of-RIB';
    emitEvent(this.#state, { name: 'route-refresh-ignored', peer: peer.address, family, detail });
  }

  #down(peer: Peer, reason: SessionDownReason): void {
    const wasEstablished = peer.negotiated !== undefined;
    let graceful = false;
    if (wasEstablished) {
      this.#parts.advertiser.sessionDown(peer);
      graceful = this.#parts.restartHelp.sessionLost(peer, reason);
      peer.droppedAt = this.#state.now;
      peer.connectionsDropped += 1;
      peer.negotiated = undefined;
    }
    peer.hasTried = true;
    const reset = lastResetOf(reason, this.#state.now, graceful);
    // A dial that came to nothing is no reset: it must not hide why the session before it ended.
    if (wasEstablished || reset.notification !== undefined) peer.lastReset = reset;
    emitEvent(this.#state, {
      name: 'session-down',
      peer: peer.address,
      wasEstablished,
      kind: reason.kind,
      reason: reset.text,
      graceful,
    });
    this.#parts.onSessionDown(peer);
  }
}

function lastResetOf(reason: SessionDownReason, at: number, graceful: boolean): LastResetView {
  const base = { at, kind: reason.kind, text: formatDownReason(reason), graceful };
  switch (reason.kind) {
    case 'notification-sent':
    case 'stopped': {
      if (reason.notification === undefined) return base;
      return { ...base, notification: { direction: 'sent', ...codesOf(reason.notification) } };
    }
    case 'notification-received':
      return { ...base, notification: { direction: 'received', ...codesOf(reason.notification) } };
    case 'hold-timer-expired':
      return {
        ...base,
        notification: { direction: 'sent', code: notificationCode.holdTimerExpired, subcode: 0 },
      };
    case 'connection-closed':
    case 'connection-failed':
    case 'send-hold-timer-expired':
      return base;
  }
}

/** Of a Hard Reset that says what it stands for, the codes are of that (RFC 8538, section 3.1). */
function codesOf(
  notification: NotificationContent,
): Omit<NonNullable<LastResetView['notification']>, 'direction'> {
  const { code, subcode } = encapsulatedNotification(notification) ?? notification;
  return { code, subcode, ...(isHardReset(notification) && { hardReset: true }) };
}

function isClientOfOurs(
  session: SessionType,
  { routeReflectorClient, routeServerClient }: PeerFamilySettings,
): boolean {
  return session === 'internal' ? routeReflectorClient : routeServerClient;
}
