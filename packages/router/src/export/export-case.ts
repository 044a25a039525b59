import { formatIpv4, type IpAddress } from '@bgpeer/bgp-wire';
import type { RouteSource, SourceId, Staleness } from '@bgpeer/rib';
import type { ExportOptions } from './export-options.ts';

/**
 * What the advertised attributes hang on besides the attributes of the route and the options of the group. Only what
 * matters to the group stands in it, so that a group of many peers knows few cases.
 */
export interface ExportCase {
  readonly kind: RouteSource['kind'];
  /** It was learned from a client of the route reflector or the route server that the peer is a client of too. */
  readonly isClient: boolean;
  /** BGP Identifier of the peer that the route is reflected from: its ORIGINATOR_ID when it has none. */
  readonly reflectedFrom?: IpAddress;
  /** Address of the peer it was learned from, where the policy wants to know. */
  readonly learnedFrom?: IpAddress;
  readonly staleness: Staleness;
  /** What the policy wants to know of the prefix. */
  readonly prefixClass: number;
  /** An aggregate suppresses the prefix: the `unsuppress-map` decides. */
  readonly isSuppressed: boolean;
  readonly detail?: ExportCaseDetail;
}

/** What few routes need. */
export interface ExportCaseDetail {
  /** What the lists want to know of a suppressed prefix. */
  readonly listClass?: number;
  /** Interior cost of the next hop, for AIGP. */
  readonly interiorCost?: number;
  /** Routes that share the load, for a policy that wants to know. */
  readonly equalCostCount?: number;
  /** Their bandwidths together in octets per second, when every one of them has one. */
  readonly linkBandwidthSum?: number;
}

/** From one client of the route server to another (RFC 7947, section 2.2): what they tell each other is none of our business. */
export function isBetweenServerClients({ kind, isClient }: ExportCase, options: ExportOptions): boolean {
  return options.routeServerClient && kind === 'external' && isClient;
}

/** More cases than this are to be forgotten all at once: peers that come and go for ever must not add up. */
export const caseCountMax = 65_536;

/** Cases of one prefix class have keys below this. */
const classSize = 2 ** 24;

/** The cases that one group has met, as small numbers from 0. */
export class ExportCases {
  readonly #options: ExportOptions;
  readonly #looksAtSource: boolean;
  #cases: ExportCase[] = [];
  #numbers = new Map<number | string, number>();
  #sourceClasses = new Map<string, number>();
  #classOfSource = new WeakMap<RouteSource, number>();
  /** Of plain cases, which nearly all are: by source id and staleness the source that it was then, and its case. */
  #plainSources: (RouteSource | undefined)[] = [];
  #plainNumbers: number[] = [];

  /** @param looksAtSource the group's policy can hang on the peer that the route was learned from */
  constructor(options: ExportOptions, looksAtSource: boolean) {
    this.#options = options;
    this.#looksAtSource = looksAtSource;
  }

  get count(): number {
    return this.#cases.length;
  }

  get(number: number): ExportCase {
    return this.#cases[number];
  }

  /** The number of the case of a source's routes to which nothing else matters. */
  ofSource(id: SourceId, source: RouteSource, staleness: Staleness): number {
    const place = id * 3 + rankOf(staleness);
    if (this.#plainSources[place] === source) return this.#plainNumbers[place];
    const number = this.of(source, staleness, 0, false);
    this.#plainSources[place] = source;
    this.#plainNumbers[place] = number;
    return number;
  }

  /** The number of a case. */
  of(
    source: RouteSource,
    staleness: Staleness,
    prefixClass: number,
    isSuppressed: boolean,
    detail?: ExportCaseDetail,
  ): number {
    const sourceKey = (this.#sourceClass(source) * 3 + rankOf(staleness)) * 2 + Number(isSuppressed);
    const plainKey = prefixClass * classSize + sourceKey;
    const key = detail === undefined ? plainKey : `${plainKey} ${JSON.stringify(detail)}`;
    return (
      this.#numbers.get(key) ??
      this.#add(key, this.#describe(source, staleness, prefixClass, isSuppressed, detail))
    );
  }

  /** Forgets every case: their numbers are given again. */
  clear(): void {
    this.#cases = [];
    this.#numbers = new Map();
    this.#sourceClasses = new Map();
    this.#classOfSource = new WeakMap();
    this.#plainSources = [];
  }

  #add(key: number | string, exportCase: ExportCase): number {
    const number = this.#cases.length;
    this.#cases.push(exportCase);
    this.#numbers.set(key, number);
    return number;
  }

  #sourceClass(source: RouteSource): number {
    const known = this.#classOfSource.get(source);
    if (known !== undefined) return known;
    const { kind, isClient, reflectedFrom, learnedFrom } = this.#describe(source, 'fresh', 0, false);
    const key = [kind, isClient, reflectedFrom, learnedFrom].join(' ');
    const sourceClass = this.#sourceClasses.get(key) ?? this.#sourceClasses.size;
    this.#sourceClasses.set(key, sourceClass);
    this.#classOfSource.set(source, sourceClass);
    return sourceClass;
  }

  #describe(
    source: RouteSource,
    staleness: Staleness,
    prefixClass: number,
    isSuppressed: boolean,
    detail?: ExportCaseDetail,
  ): ExportCase {
    const isReflected = source.kind === 'internal' && this.#options.session === 'internal';
    const isServed = source.kind === 'external' && this.#options.routeServerClient;
    return {
      kind: source.kind,
      isClient: (isReflected || isServed) && source.isClient,
      ...(isReflected && { reflectedFrom: formatIpv4(source.bgpIdentifier) }),
      ...(this.#looksAtSource && source.kind !== 'local' && { learnedFrom: source.address }),
      staleness,
      prefixClass,
      isSuppressed,
      ...(detail !== undefined && { detail }),
    };
  }
}

function rankOf(staleness: Staleness): 0 | 1 | 2 {
  if (staleness === 'fresh') return 0;
  return staleness === 'stale' ? 1 : 2;
}
