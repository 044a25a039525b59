import type { PolicyDecision } from './compiled-policy.ts';

/** What decided, in words: `route-map IN, entry 10 (frr.conf, line 12)`. */
export function policyDecisionText(decision: PolicyDecision): string {
  switch (decision.kind) {
    case 'no-policy':
      return decision.why === 'internal-session'
        ? 'no policy, and an internal session needs none'
        : 'no policy, and none is required (no bgp ebgp-requires-policy)';
    case 'RFC 8212':
      return 'there is no policy, and RFC 8212 asks an external session for one (no bgp ebgp-requires-policy)';
    case 'permit-all':
      return 'a policy that permits everything';
    case 'list':
      return `${decision.list} ${decision.name}, ${entryText(decision)}`;
    case 'route-map':
      return `route-map ${decision.name}, ${entryText(decision)}`;
  }
}

type EntryDecision = Extract<PolicyDecision, { readonly kind: 'list' | 'route-map' }>;

function entryText({ sequence, place }: EntryDecision): string {
  const entry = sequence === undefined ? 'of which no entry matches' : `entry ${sequence}`;
  return place === undefined ? entry : `${entry} (${place.file}, line ${place.line})`;
}
