import type { FamilyName } from '@bgpeer/bgp-wire';
import type { Namespace } from '../lab/namespace.ts';

/** What a real BGP daemon is told. It serves the families of its peers' addresses: an IPv6 peer, IPv6 unicast only. */
export interface DaemonSetup {
  readonly namespace: Namespace;
  /** An existing folder of its own, for its configuration, sockets and logs. */
  readonly folder: string;
  readonly asNumber: number;
  readonly routerId: string;
  /** 3 to 65,535. */
  readonly holdTimeSeconds: number;
  readonly peers: readonly DaemonPeer[];
}

export interface DaemonPeer {
  readonly localAddress: string;
  readonly address: string;
  readonly asNumber: number;
  /** Only waits to be dialled. */
  readonly passive: boolean;
  /** Offers graceful restart with this Restart Time (RFC 4724). */
  readonly gracefulRestartSeconds?: number;
}

/** What a route is announced with; the next hop is the daemon's own address. */
export interface AnnouncedAttributes {
  readonly origin?: 'IGP' | 'EGP' | 'INCOMPLETE';
  readonly multiExitDisc?: number;
  /** `65001:100` */
  readonly communities?: readonly string[];
  /** `65001:1:2` */
  readonly largeCommunities?: readonly string[];
}

/** A route as the daemon tells of it, in one spelling for all daemons. */
export interface ReceivedRoute {
  readonly prefix: string;
  readonly nextHop: string;
  readonly asPath: readonly number[];
  readonly origin: 'IGP' | 'EGP' | 'INCOMPLETE';
  readonly multiExitDisc?: number;
  /** Ascending. */
  readonly communities: readonly string[];
  /** Ascending. */
  readonly largeCommunities: readonly string[];
  /** What follows is there where the route has it and the daemon tells of it. */
  readonly localPreference?: number;
  readonly originatorId?: string;
  readonly clusterList?: readonly string[];
  /** The AS number of OTC (RFC 9234, section 5). */
  readonly onlyToCustomer?: number;
}

/** One real BGP daemon in a namespace, run by hand with its own files; never a service of the system. */
export interface Daemon {
  readonly name: string;
  /** Comes back once its own CLI answers. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** SIGKILL: no word to anybody. */
  kill(): Promise<void>;
  /** Stops its processes in their tracks (SIGSTOP), its connections stay open. */
  freeze(): void;
  thaw(): void;
  establishedWith(peerAddress: string): Promise<boolean>;
  /** The routes learned from peers. */
  routes(family: FamilyName): Promise<ReceivedRoute[]>;
  announce(prefix: string, attributes?: AnnouncedAttributes): Promise<void>;
  withdraw(prefix: string): Promise<void>;
  /** Administrative shutdown of one session; gives what of the words of RFC 9003 the daemon sends, if any. */
  shutDownPeer(peerAddress: string, communication: string): Promise<string>;
  /** Everything it logged. */
  log(): string;
}

export function familyOfAddress(address: string): FamilyName {
  return address.includes(':') ? 'ipv6-unicast' : 'ipv4-unicast';
}

/** The origin in whatever spelling a daemon uses: `IGP`, `igp`, `i`, `incomplete`, `?`, 0 to 2. */
export function originOf(text: string | number): ReceivedRoute['origin'] {
  const letter = `${text}`.charAt(0).toLowerCase();
  if (letter === '0') return 'IGP';
  if (letter === 'i') return /^inc/i.test(`${text}`) ? 'INCOMPLETE' : 'IGP';
  return letter === 'e' || letter === '1' ? 'EGP' : 'INCOMPLETE';
}
