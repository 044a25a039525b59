import { profileDefaults } from '../fold/defaults.ts';
import type { FrrConfDraft, NeighborDraft, PolicyAttachment } from './frr-conf-draft.ts';

/**
 * Turns what is attached to neighbors into policies. Only a route-map that permits everything is one; a direction
 * with any other filter gets none, whatever else is attached to the neighbor or to its group, so that a filter which
 * is not supported never opens a direction that RFC 8212 keeps closed.
 */
export function resolvePolicies(draft: FrrConfDraft, neighbors: ReadonlyMap<string, NeighborDraft>): void {
  const closed = draft.attachments.filter((attachment) => !permitsAll(draft, attachment));
  for (const attachment of draft.attachments) {
    if (permitsAll(draft, attachment)) setPolicy(draft, attachment.neighborName, attachment, 'permit-all');
  }
  for (const attachment of closed) {
    setPolicy(draft, attachment.neighborName, attachment, 'none');
    for (const [name, neighbor] of neighbors) {
      if (neighbor.peerGroup === attachment.neighborName) setPolicy(draft, name, attachment, 'none');
    }
    reportClosed(draft, attachment);
  }
}

function permitsAll(draft: FrrConfDraft, { routeMapName }: PolicyAttachment): boolean {
  return routeMapName !== undefined && draft.routeMaps.get(routeMapName)?.permitsAll === true;
}

function setPolicy(
  draft: FrrConfDraft,
  neighborName: string,
  { direction, family, statement }: PolicyAttachment,
  policy: 'permit-all' | 'none',
): void {
  const settings = draft.neighborFamily(neighborName, { ...statement, family });
  settings[direction === 'in' ? 'importPolicy' : 'exportPolicy'] = policy;
}

function reportClosed(
  draft: FrrConfDraft,
  { direction, neighborName, routeMapName, statement }: PolicyAttachment,
): void {
  const profile = profileDefaults[draft.document.defaults ?? 'traditional'];
  const isRequired = draft.document.ebgpRequiresPolicy ?? profile.ebgpRequiresPolicy;
  const where = direction === 'in' ? `from ${neighborName}` : `to ${neighborName}`;
  const filter = routeMapName === undefined ? 'this filter' : describeRouteMap(draft, routeMapName);
  const consequence = isRequired
    ? `an external peer’s routes ${where} are all denied (RFC 8212), an internal peer’s PASS UNFILTERED`
    : `routes ${where} PASS UNFILTERED`;
  draft.report(statement, {
    severity: 'warning',
    message: `${filter}: ${consequence}`,
    expected: 'a route-map that is exactly `route-map NAME permit N`',
    fix: isRequired
      ? 'attach such a route-map to let everything pass'
      : 'write `bgp ebgp-requires-policy` to deny everything instead',
  });
}

function describeRouteMap(draft: FrrConfDraft, name: string): string {
  return draft.routeMaps.has(name)
    ? `route-map ${name} does more than permit, which is not supported yet`
    : `route-map ${name} is not defined`;
}
