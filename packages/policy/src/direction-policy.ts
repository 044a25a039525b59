import type { SessionType } from '@bgpeer/bgp-wire';
import type { DirectionFilters } from './definitions/policy-definitions.ts';

/** What is known about one direction (import or export) of one family of a peer. */
export interface DirectionPolicy {
  readonly session: SessionType;
  readonly attached: DirectionFilters | undefined;
  /** RFC 8212 is in force for this speaker. */
  readonly ebgpRequiresPolicy: boolean;
}

/** Whether routes pass, and what decided it. */
export type DirectionVerdict =
  | {
      readonly permitted: true;
      readonly decidedBy: 'attached-policy' | 'internal-session' | 'policy-not-required';
    }
  | { readonly permitted: false; readonly decidedBy: 'RFC 8212' };

/**
 * Whether routes pass in one direction. Without a policy an external session passes none (RFC 8212, section 2: such
 * routes are not eligible for the decision process, and are not put into Adj-RIB-Out); an internal one passes all.
 */
export function directionVerdict(direction: DirectionPolicy): DirectionVerdict {
  if (direction.attached !== undefined) return { permitted: true, decidedBy: 'attached-policy' };
  if (direction.session === 'internal') return { permitted: true, decidedBy: 'internal-session' };
  if (!direction.ebgpRequiresPolicy) return { permitted: true, decidedBy: 'policy-not-required' };
  return { permitted: false, decidedBy: 'RFC 8212' };
}
