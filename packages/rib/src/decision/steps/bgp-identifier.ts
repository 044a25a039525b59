import { formatIpv4 } from '@bgpeer/bgp-wire';
import type { RouteId } from '../../route-table.ts';
import { attributesOf, type DecisionContext, type DecisionStep, sourceOf } from '../decision-step.ts';

/** ORIGINATOR_ID stands in for the identifier of the peer (RFC 4456, section 9). */
function identifierOf(route: RouteId, context: DecisionContext): number {
  return context.pool.originatorId(attributesOf(route, context)) || sourceOf(route, context).bgpIdentifier;
}

/** The lower BGP Identifier (RFC 4271, section 9.1.2.2 f). */
export const bgpIdentifier: DecisionStep = {
  name: 'bgp-identifier',
  selectionReason: 'Router ID',
  compare: (a, b, context) => identifierOf(a, context) - identifierOf(b, context),
  describe: (route, context) => `BGP Identifier ${formatIpv4(identifierOf(route, context))}`,
};
