import type { PathAttributes } from '@bgpeer/bgp-wire';
import type { CompiledPolicy, PolicyContext } from '@bgpeer/policy';
import type { IneligibleReason } from '@bgpeer/rib';
import { fitAttributes } from '../attribute-room.ts';
import { admittedAttributes, keepBlackholeLocal, shutDownGracefully } from './admitted-attributes.ts';
import { isNextHopOurs, whyIneligible } from './eligibility.ts';
import type { ImportOptions } from './import-options.ts';

/** What import makes of a route; one that takes no part in the decision stays as it came. */
export interface ImportedRoute {
  readonly attributes: PathAttributes;
  /** FRR's weight. */
  readonly weight: number;
  readonly ineligible?: IneligibleReason;
}

/**
 * The way of a route into the Loc-RIB in FRR's order: what the protocol holds against it, what the session changes about
 * it, the policy, and then what even a policy cannot prevent. `prefixClass` is the policy's, 0 without one.
 */
export function importedRoute(
  received: PathAttributes,
  prefixClass: number,
  options: ImportOptions,
  policy: CompiledPolicy | undefined,
): ImportedRoute {
  const turnedAway = (ineligible: IneligibleReason): ImportedRoute => ({
    attributes: received,
    weight: 0,
    ineligible,
  });
  const reason = whyIneligible(received, options);
  if (reason !== undefined) return turnedAway(reason);
  if (options.policy === 'RFC 8212') return turnedAway('denied-by-policy');
  const admitted = { attributes: admittedAttributes(received, options), weight: options.weight };
  const passed = policy?.evaluate(prefixClass, admitted, policyContextOf(options));
  if (passed?.permitted === false) return turnedAway('denied-by-policy');
  const { attributes, weight } = passed ?? admitted;
  if (isNextHopOurs(attributes, options)) return turnedAway('next-hop-is-ours');
  const imported = keepBlackholeLocal(shutDownGracefully(attributes, options), options);
  return imported === received || fitAttributes(imported)
    ? { attributes: imported, weight }
    : turnedAway('attributes-too-long');
}

/** What a policy may know of the session besides the route. */
export function policyContextOf({ policy, asNumber, localAs }: ImportOptions): PolicyContext {
  const peerAddress = typeof policy === 'string' ? undefined : policy.peerAddress;
  return {
    ...(peerAddress !== undefined && { learnedFrom: peerAddress, peerAddress }),
    localAsNumber: localAs?.asNumber ?? asNumber,
  };
}
