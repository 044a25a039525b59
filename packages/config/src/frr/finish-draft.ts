import { parseAddress } from '@bgpeer/bgp-wire';
import { didYouMean } from '../did-you-mean.ts';
import type { ConfigDocument } from '../document/config-document.ts';
import { tidyDocument } from '../document/tidy.ts';
import { type DocumentKey, formatPath, type Place, type PlaceOf } from '../problem.ts';
import type { DraftEntry, FrrConfDraft, NeighborDraft } from './frr-conf-draft.ts';
import { reportTtlSecurity } from './report-ttl-security.ts';
import { recognizePermitAll } from './resolve-policies.ts';

/** Makes the document of what was read, now that the whole file is known, and reports what only now can be seen. */
export function finishDraft(draft: FrrConfDraft): { document?: ConfigDocument; placeOf: PlaceOf } {
  const neighbors = definedNeighbors(draft);
  reportTtlSecurity(draft, neighbors);
  const { places: policyPlaces, policies } = draft.policies.finish();
  const peerEntries = [...neighbors].filter(([name]) => parseAddress(name) !== undefined);
  const groupEntries = [...neighbors].filter(([name]) => parseAddress(name) === undefined);
  const places = placesOfNeighbors(draft, peerEntries, groupEntries);
  for (const [path, place] of policyPlaces) places.set(path, place);
  const placeOf = (path: readonly DocumentKey[]) => nearestPlace(places, path, draft.file);
  const { asNumber } = draft.document;
  if (asNumber === undefined) {
    reportMissingRouter(draft);
    return { placeOf };
  }
  const document: ConfigDocument = {
    ...draft.document,
    asNumber,
    routerId: draft.document.routerId ?? draft.machineRouterId,
    defaults: draft.document.defaults ?? 'traditional',
    policies,
    ...listsOf(draft),
    peerGroups: Object.fromEntries(groupEntries.map(([name, { settings }]) => [name, settings])),
    peers: peerEntries.map(([address, { peerGroup, settings }]) => ({ address, peerGroup, ...settings })),
  };
  recognizePermitAll(document);
  return { document: tidyDocument(document), placeOf };
}

/** The document's lists whose entries are statements of their own. */
const listKeys = ['networks', 'redistribute', 'aggregates', 'staticRoutes', 'listenRanges'] as const;

function listsOf(draft: FrrConfDraft): Pick<ConfigDocument, (typeof listKeys)[number]> {
  const entriesOf = <Entry>(list: ReadonlyMap<string, DraftEntry<Entry>>) =>
    [...list.values()].map(({ entry }) => entry);
  return {
    networks: entriesOf(draft.networks),
    redistribute: entriesOf(draft.redistribute),
    aggregates: entriesOf(draft.aggregates),
    staticRoutes: entriesOf(draft.staticRoutes),
    listenRanges: entriesOf(draft.listenRanges),
  };
}

/** A name that no `neighbor NAME peer-group` defines is a slip, or an interface that has been reported already. */
function definedNeighbors(draft: FrrConfDraft): Map<string, NeighborDraft> {
  const defined = new Map([...draft.neighbors].filter(([, neighbor]) => neighbor.isDefined));
  for (const [name, neighbor] of draft.neighbors) {
    if (neighbor.isDefined || draft.interfaceNeighbors.has(name)) continue;
    const groups = [...defined.keys()].filter((candidate) => parseAddress(candidate) === undefined);
    const suggestion = didYouMean(name, groups);
    draft.report(neighbor.firstStatement, {
      severity: 'error',
      message: `${name} is neither an address nor a peer group that is defined`,
      expected: 'an IPv4 or IPv6 address, or the name of a peer group',
      fix:
        suggestion === undefined
          ? `define it: \`neighbor ${name} peer-group\``
          : `did you mean ${suggestion}?`,
    });
  }
  return defined;
}

function reportMissingRouter(draft: FrrConfDraft): void {
  draft.problems.push({
    severity: 'error',
    file: draft.file,
    message: 'no `router bgp` statement',
    expected: 'one BGP instance',
    fix: 'add `router bgp ASNUM`',
  });
}

type NeighborEntries = readonly (readonly [string, NeighborDraft])[];

/** The places by the paths that the document will have. */
function placesOfNeighbors(
  draft: FrrConfDraft,
  peers: NeighborEntries,
  groups: NeighborEntries,
): Map<string, Place> {
  const places = new Map(draft.places);
  const addNeighbor = (path: string, neighbor: NeighborDraft) => {
    places.set(path, draft.placeOf(neighbor.firstStatement));
    for (const [key, place] of neighbor.places) places.set(`${path}.${key}`, place);
  };
  for (const [index, [, neighbor]] of peers.entries()) addNeighbor(`peers[${index}]`, neighbor);
  for (const [name, neighbor] of groups) addNeighbor(`peerGroups.${name}`, neighbor);
  for (const key of listKeys) {
    for (const [index, { statement }] of [...draft[key].values()].entries()) {
      places.set(`${key}[${index}]`, draft.placeOf(statement));
    }
  }
  return places;
}

/** The place of a key, or of the nearest part around it. */
function nearestPlace(places: Map<string, Place>, path: readonly DocumentKey[], file: string): Place {
  for (let length = path.length; length > 0; length--) {
    const place = places.get(formatPath(path.slice(0, length)));
    if (place !== undefined) return place;
  }
  return { file };
}
