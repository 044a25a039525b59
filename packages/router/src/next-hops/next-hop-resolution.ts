import type { FamilyName, IpAddress } from '@bgpeer/bgp-wire';
import type { UnderlayProtocol } from '../configuration.ts';
import type { UnderlayNextHop } from '../contract.ts';

/** What is known of the way to a next hop (RFC 4271, section 9.1.2.1). */
export type NextHopResolution =
  | {
      readonly reachable: true;
      /** Of the underlay route at the end of the way. */
      readonly metric: number;
      /** Where packets go; empty: they are dropped. */
      readonly hops: readonly UnderlayNextHop[];
      /** The longest match for the next hop itself; absent where somebody outside said so. */
      readonly via?: NextHopVia;
    }
  | {
      readonly reachable: false;
      readonly metric: number;
      readonly whyNot: string;
      /** It is an address of this machine. */
      readonly isOurs?: true;
    };

/** The route that a next hop is reached by. */
export interface NextHopVia {
  readonly family: FamilyName;
  readonly prefix: string;
  /** `bgp`: the next hop is resolved through a route of BGP's own (RFC 4271, section 5.1.3). */
  readonly protocol: UnderlayProtocol | 'bgp';
}

/** As long as nothing is known of the machine's routes, every next hop is taken to be its own way. */
export function assumedReachable(address: IpAddress): NextHopResolution {
  return { reachable: true, metric: 0, hops: [{ gateway: address }] };
}
