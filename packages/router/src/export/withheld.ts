import { formatCommunity, type PathAttributes } from '@bgpeer/bgp-wire';
import type { PolicyDecision } from '@bgpeer/policy';
import type { BgpRole } from '../configuration.ts';
import { type ExportCase, isBetweenServerClients } from './export-case.ts';
import type { ExportOptions } from './export-options.ts';

/** Why a selected route is not advertised to a peer. */
export type Withheld =
  /** RFC 4271, section 9.2: what an internal peer said is not passed on to others, without reflection. */
  | { readonly why: 'neither-is-a-client' }
  /** `no bgp client-to-client reflection`. */
  | { readonly why: 'client-to-client' }
  /** A well-known community (RFC 1997), by FRR's name. */
  | { readonly why: 'community'; readonly community: string }
  /** An aggregate of ours stands for it, and no `unsuppress-map` lets it pass. */
  | { readonly why: 'suppressed' }
  | { readonly why: 'policy'; readonly decidedBy: PolicyDecision }
  /** The peer's AS is in the AS_PATH (`sender-as-path-loop-detection`). */
  | { readonly why: 'as-loop'; readonly asNumber: number }
  /** RFC 9234, section 5: the route may go to customers only. */
  | { readonly why: 'only-to-customer'; readonly role: BgpRole; readonly onlyToCustomer: number }
  /** RFC 9494, section 4.3: the peer does not speak long-lived graceful restart. */
  | { readonly why: 'long-lived-stale' }
  /** We have no address that the peer could use as a next hop. */
  | { readonly why: 'no-next-hop' }
  /** RFC 8654, section 4: its attributes leave no room for a prefix in any message that the peer takes. */
  | { readonly why: 'too-long'; readonly octets: number; readonly messageOctetsMax: number };

/** RFC 1997, "Well-known Communities". */
const noExport = 0xffffff01;
const noAdvertise = 0xffffff02;
const noExportSubconfed = 0xffffff03;

/** RFC 9494, section 5. */
export const llgrStale = 0xffff0006;

/** What holds a route back whatever the policy says, judged by the route as it was selected. */
export function withheldByRule(
  attributes: PathAttributes,
  exportCase: ExportCase,
  options: ExportOptions,
): Withheld | undefined {
  return (
    withheldByReflection(exportCase, options) ??
    withheldByCommunity(attributes.communities ?? [], exportCase, options) ??
    withheldAsLoop(attributes, options)
  );
}

/** RFC 9494, section 4.3; judged by what is about to be sent, too, so that a policy may mark routes. */
export function withheldAsStale(
  attributes: PathAttributes,
  exportCase: ExportCase,
  options: ExportOptions,
): Withheld | undefined {
  if (options.takesLongLivedStale) return undefined;
  const isStale =
    exportCase.staleness === 'long-lived-stale' || (attributes.communities ?? []).includes(llgrStale);
  return isStale ? { why: 'long-lived-stale' } : undefined;
}

/** RFC 4456, section 6: from a non-client to clients, from a client to everybody. */
function withheldByReflection(exportCase: ExportCase, { reflection }: ExportOptions): Withheld | undefined {
  if (exportCase.kind !== 'internal' || reflection === undefined) return undefined;
  const { toClient, clientToClient } = reflection;
  if (!exportCase.isClient) return toClient ? undefined : { why: 'neither-is-a-client' };
  return toClient && !clientToClient ? { why: 'client-to-client' } : undefined;
}

/** RFC 1997. A route server does not act on what its clients tell each other (RFC 7947, section 2.2.4). */
function withheldByCommunity(
  communities: readonly number[],
  exportCase: ExportCase,
  options: ExportOptions,
): Withheld | undefined {
  if (isBetweenServerClients(exportCase, options)) return undefined;
  const holding = options.session === 'external' ? [noAdvertise, noExport, noExportSubconfed] : [noAdvertise];
  const found = communities.find((community) => holding.includes(community));
  return found === undefined ? undefined : { why: 'community', community: formatCommunity(found) };
}

function withheldAsLoop({ asPath = [] }: PathAttributes, options: ExportOptions): Withheld | undefined {
  const { senderAsPathLoopDetection, peerAsNumber } = options;
  if (!senderAsPathLoopDetection || peerAsNumber === undefined) return undefined;
  const isLoop = asPath.some(({ asNumbers }) => asNumbers.includes(peerAsNumber));
  return isLoop ? { why: 'as-loop', asNumber: peerAsNumber } : undefined;
}
