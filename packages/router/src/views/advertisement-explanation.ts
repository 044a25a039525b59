import type { FamilyName, IpAddress, PathAttributes } from '@bgpeer/bgp-wire';
import type { PolicyStep } from '@bgpeer/policy';
import type { Withheld } from '../export/withheld.ts';

/** Why a peer was, or was not, sent a prefix. */
export interface AdvertisementExplanation {
  readonly family: FamilyName;
  readonly prefix: string;
  readonly peer: IpAddress;
  /** The peer has been sent a route for the prefix, and has it still. */
  readonly advertised: boolean;
  readonly reason: AdvertisementReason;
  /** The reason as one sentence without a full stop. */
  readonly text: string;
  /** A line for each route of the prefix that could be sent: the selected one, or with add-path (RFC 7911) each one chosen. */
  readonly routes: readonly RouteAdvertisementExplanation[];
}

/** What became of one route on its way to the peer. */
export interface RouteAdvertisementExplanation {
  /** The peer it was learned from; absent for a route of our own. */
  readonly learnedFrom?: IpAddress;
  readonly pathIdentifier?: number;
  /** The route as it is to be sent; absent when it is not. */
  readonly attributes?: PathAttributes;
  readonly withheld?: Withheld;
  readonly text: string;
  /** The way through the policy, where it came that far. */
  readonly policySteps: readonly PolicyStep[];
}

export type AdvertisementReason =
  | 'advertised'
  /** `default-originate`. */
  | 'default-originated'
  /** `default-originate route-map`: no selected route fulfils the condition. */
  | 'default-not-permitted'
  | 'no-session'
  | 'family-not-negotiated'
  /** We are restarting, and what is to be advertised is not all selected yet (RFC 4724, section 4.1). */
  | 'selection-deferred'
  /** Nobody advertises the prefix to us, nor do we ourselves. */
  | 'unknown-prefix'
  /** There are routes, but none can be used. */
  | 'none-selected'
  | 'withheld'
  /** `maximum-prefix-out`. */
  | 'prefix-count-max'
  /** It will be sent: the peer reads slowly, the interval between advertisements has not ended, or it is only a moment. */
  | 'waiting'
  /** It is to be withdrawn, and the peer does not know yet. */
  | 'withdrawal-waiting';
