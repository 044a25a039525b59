import type { IpAddress, PathAttributes } from '@bgpeer/bgp-wire';

/** The device under test, on the LAN that it shares with the feeders. */
export const device = {
  asNumber: 65_000,
  address: '192.168.10.200',
  bgpIdentifier: '192.168.10.200',
} as const;

/** Somebody who advertises routes to the device and notes what it is sent. */
export interface Feeder {
  readonly address: IpAddress;
  readonly asNumber: number;
  readonly bgpIdentifier: IpAddress;
}

/** What a feeder says at one go. */
export type FeedStep =
  | {
      readonly kind: 'advertise';
      readonly prefixes: readonly string[];
      readonly attributes: PathAttributes;
    }
  | { readonly kind: 'withdraw'; readonly prefixes: readonly string[] };

/** Everything that one feeder says before the next one has its turn. */
export interface FeedTurn {
  /** Its place among the feeders. */
  readonly feeder: number;
  readonly steps: readonly FeedStep[];
}

/** A configuration and a feed, from one seed: the same for every device that is given it. */
export interface Scenario {
  readonly seed: number;
  /** A whole frr.conf. */
  readonly configuration: string;
  readonly feeders: readonly Feeder[];
  readonly turns: readonly FeedTurn[];
}
