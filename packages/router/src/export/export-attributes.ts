import { type PathAttributes, partialUnrecognized, prependAsPath } from '@bgpeer/bgp-wire';
import type { RouteSource } from '@bgpeer/rib';
import { exportNextHop } from './export-next-hop.ts';
import type { ExportOptions } from './export-options.ts';

/** RFC 1997, "Well-known Communities". */
const noExport = 0xffffff01;
const noAdvertise = 0xffffff02;
const noExportSubconfed = 0xffffff03;

/**
 * The attributes with which a selected route is advertised, or undefined when it is not: the export path of RFC 4271,
 * sections 5.1 and 9.2.
 */
export function exportAttributes(
  attributes: PathAttributes,
  sourceKind: RouteSource['kind'],
  options: ExportOptions,
): PathAttributes | undefined {
  // RFC 4271, section 9.2: what an internal peer said is not passed on to other internal peers.
  if (sourceKind === 'internal' && options.session === 'internal') return undefined;
  if (isHeldBack(attributes.communities ?? [], options)) return undefined;
  const nextHop = exportNextHop(attributes, sourceKind, options);
  if (nextHop === undefined) return undefined;
  const passedOn: PathAttributes = {
    ...partialUnrecognized(withSentCommunities(attributes, options)),
    nextHop: nextHop.nextHop,
    linkLocalNextHop: nextHop.isOwn ? undefined : attributes.linkLocalNextHop,
  };
  return options.session === 'internal'
    ? { ...passedOn, localPref: attributes.localPref ?? options.defaultLocalPreference }
    : toExternal(passedOn, sourceKind, options);
}

function isHeldBack(communities: readonly number[], options: ExportOptions): boolean {
  if (communities.includes(noAdvertise)) return true;
  return (
    options.session === 'external' &&
    (communities.includes(noExport) || communities.includes(noExportSubconfed))
  );
}

/** RFC 4271, sections 5.1.2, 5.1.4 and 5.1.5; RFC 4456, section 8: reflection's attributes stay inside the AS. */
function toExternal(
  attributes: PathAttributes,
  sourceKind: RouteSource['kind'],
  options: ExportOptions,
): PathAttributes {
  return {
    ...attributes,
    asPath: prependAsPath(attributes.asPath ?? [], options.localAsNumber),
    multiExitDisc: sourceKind === 'local' ? attributes.multiExitDisc : undefined,
    localPref: undefined,
    originatorId: undefined,
    clusterList: undefined,
    extendedCommunities: withoutEmpty(attributes.extendedCommunities?.filter(isTransitive)),
  };
}

function withSentCommunities(attributes: PathAttributes, options: ExportOptions): PathAttributes {
  const { standard, extended, large } = options.sendCommunities;
  return {
    ...attributes,
    communities: standard ? attributes.communities : undefined,
    extendedCommunities: extended ? attributes.extendedCommunities : undefined,
    largeCommunities: large ? attributes.largeCommunities : undefined,
  };
}

/** An attribute without a value would be malformed (RFC 7606, section 7.14). */
function withoutEmpty<Value>(values: readonly Value[] | undefined): readonly Value[] | undefined {
  return values?.length === 0 ? undefined : values;
}

/** The second bit of the type says that a community is not transitive across ASes (RFC 4360, section 2). */
function isTransitive(community: string): boolean {
  return (Number.parseInt(community.slice(0, 2), 16) & 0x40) === 0;
}
