import type { FamilyName } from '@bgpeer/bgp-wire';
import type {
  AbsenceAnswer,
  AdvertisedRoutesAnswer,
  AdvertisementAnswer,
  CommandAnswer,
  ConfigurationAnswer,
  ControlEvent,
  ControlStatus,
  DecisionAnswer,
  ForwardingAnswer,
  NextHopsAnswer,
  PeersAnswer,
  PoliciesAnswer,
  ReceivedRoutesAnswer,
  ReloadAnswer,
  RoutesAnswer,
  SummaryAnswer,
} from './contract.ts';
import { callControl, followControl } from './control-call.ts';
import type { ControlMethod } from './control-route.ts';
import { defaultControlSocketPath } from './socket-path.ts';

/**
 * Calls the control API of a running speaker. Every call rejects with a ControlError when nobody answers on the socket
 * or the call is refused.
 */
export class ControlClient {
  readonly socketPath: string;

  constructor(socketPath: string = defaultControlSocketPath()) {
    this.socketPath = socketPath;
  }

  status(): Promise<ControlStatus> {
    return this.#get('/v1/status');
  }

  summary(): Promise<SummaryAnswer> {
    return this.#get('/v1/summary');
  }

  /** Every peer, or the one at `address`. */
  peers(address?: string): Promise<PeersAnswer> {
    return this.#get(address === undefined ? '/v1/peers' : peerPath(address));
  }

  /** Every prefix of the family, exactly `prefix`, or the longest prefix that contains `address`. */
  routes(
    family: FamilyName,
    { prefix, address }: { readonly prefix?: string; readonly address?: string } = {},
  ): Promise<RoutesAnswer> {
    return this.#get(`/v1/routes/${family}${query({ prefix, address })}`);
  }

  advertisedRoutes(peer: string, family: FamilyName): Promise<AdvertisedRoutesAnswer> {
    return this.#get(`${peerPath(peer)}/advertised-routes/${family}`);
  }

  /** What the peer gave, before import. */
  receivedRoutes(peer: string, family: FamilyName): Promise<ReceivedRoutesAnswer> {
    return this.#get(`${peerPath(peer)}/received-routes/${family}`);
  }

  /** Every list and route-map. */
  policies(): Promise<PoliciesAnswer> {
    return this.#get('/v1/policies');
  }

  /** The decision about a prefix; with `statements` of frr.conf, as it would be with them. */
  decision(family: FamilyName, prefix: string, statements: readonly string[] = []): Promise<DecisionAnswer> {
    const whatIf = statements.length === 0 ? undefined : statements.join(';');
    return this.#get(`/v1/decisions/${family}${query({ prefix, if: whatIf })}`);
  }

  /** Why no route is selected for a prefix. */
  absence(family: FamilyName, prefix: string): Promise<AbsenceAnswer> {
    return this.#get(`/v1/absences/${family}${query({ prefix })}`);
  }

  /** Why a peer was, or was not, sent a prefix. */
  advertisement(peer: string, family: FamilyName, prefix: string): Promise<AdvertisementAnswer> {
    return this.#get(`${peerPath(peer)}/advertisements/${family}${query({ prefix })}`);
  }

  forwarding(family: FamilyName): Promise<ForwardingAnswer> {
    return this.#get(`/v1/forwarding/${family}`);
  }

  nextHops(): Promise<NextHopsAnswer> {
    return this.#get('/v1/next-hops');
  }

  configuration(): Promise<ConfigurationAnswer> {
    return this.#get('/v1/configuration');
  }

  /** Has the router read its configuration again. Resolves with every problem, whether or not it is in force. */
  async reloadConfiguration(): Promise<ReloadAnswer> {
    return (await callControl(this.socketPath, 'POST', '/v1/configuration/reload')) as ReloadAnswer;
  }

  /** Everything that happens, from the first `next()` on, until the signal or the speaker's end. */
  async *events(signal?: AbortSignal): AsyncGenerator<ControlEvent> {
    for await (const data of followControl(this.socketPath, '/v1/events', signal)) {
      yield JSON.parse(data) as ControlEvent;
    }
  }

  shutdownPeer(address: string, communication?: string): Promise<CommandAnswer> {
    return this.#command('POST', `${peerPath(address)}/shutdown`, { communication });
  }

  startPeer(address: string): Promise<CommandAnswer> {
    return this.#command('POST', `${peerPath(address)}/start`);
  }

  resetPeer(address: string, communication?: string): Promise<CommandAnswer> {
    return this.#command('POST', `${peerPath(address)}/reset`, { communication });
  }

  refreshPeer(address: string, direction: 'in' | 'out'): Promise<CommandAnswer> {
    return this.#command('POST', `${peerPath(address)}/refresh`, { direction });
  }

  addNetwork(prefix: string): Promise<CommandAnswer> {
    return this.#command('PUT', networkPath(prefix));
  }

  deleteNetwork(prefix: string): Promise<CommandAnswer> {
    return this.#command('DELETE', networkPath(prefix));
  }

  /** Resolves when the speaker has begun to stop. */
  stop(communication?: string, { graceful = false } = {}): Promise<CommandAnswer> {
    return this.#command('POST', '/v1/stop', { communication, ...(graceful && { graceful }) });
  }

  async #get<Answer>(path: string): Promise<Answer> {
    return (await callControl(this.socketPath, 'GET', path)) as Answer;
  }

  async #command(method: ControlMethod, path: string, body?: object): Promise<CommandAnswer> {
    return (await callControl(this.socketPath, method, path, body)) as CommandAnswer;
  }
}

function peerPath(address: string): string {
  return `/v1/peers/${encodeURIComponent(address)}`;
}

function networkPath(prefix: string): string {
  const family: FamilyName = prefix.includes(':') ? 'ipv6-unicast' : 'ipv4-unicast';
  return `/v1/networks/${family}${query({ prefix })}`;
}

function query(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
