import { formatIpv4, type IpAddress } from '@bgpeer/bgp-wire';
import type { RouteSource, Staleness } from '@bgpeer/rib';
import type { ExportOptions } from './export-options.ts';

/**
 * What the advertised attributes hang on besides the attributes of the route and the options of the group. Only what
 * matters to the group stands in it, so that a group of many peers knows few cases.
 */
export interface ExportCase {
  readonly kind: RouteSource['kind'];
  readonly isReflectorClient: boolean;
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
  /** Interior cost of the next hop, for AIGP. */
  readonly interiorCost?: number;
  /** Routes that share the load, for a policy that wants to know. */
  readonly equalCostCount?: number;
  /** Their bandwidths together in octets per second, when every one of them has one. */
  readonly linkBandwidthSum?: number;
}

const stalenessRanks: Readonly<Record<Staleness, number>> = { fresh: 0, stale: 1, 'long-lived-stale': 2 };
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
  /** The last plain case asked for: neighbouring prefixes mostly come from one source. */
  #lastSource: RouteSource | undefined;
  #lastStaleness: Staleness = 'fresh';
  #lastNumber = 0;

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

  /** The number of a case. */
  of(
    source: RouteSource,
    staleness: Staleness,
    prefixClass = 0,
    isSuppressed = false,
    detail?: ExportCaseDetail,
  ): number {
    const isPlain = prefixClass === 0 && !isSuppressed && detail === undefined;
    if (isPlain && source === this.#lastSource && staleness === this.#lastStaleness) return this.#lastNumber;
    const sourceKey = (this.#sourceClass(source) * 3 + stalenessRanks[staleness]) * 2 + Number(isSuppressed);
    const plainKey = prefixClass * classSize + sourceKey;
    const key = detail === undefined ? plainKey : `${plainKey} ${JSON.stringify(detail)}`;
    const number =
      this.#numbers.get(key) ??
      this.#add(key, this.#describe(source, staleness, prefixClass, isSuppressed, detail));
    if (isPlain) {
      this.#lastSource = source;
      this.#lastStaleness = staleness;
      this.#lastNumber = number;
    }
    return number;
  }

  /** Forgets every case: their numbers are given again. */
  clear(): void {
    this.#cases = [];
    this.#numbers = new Map();
    this.#sourceClasses = new Map();
    this.#classOfSource = new WeakMap();
    this.#lastSource = undefined;
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
    const { kind, isReflectorClient, reflectedFrom, learnedFrom } = this.#describe(source, 'fresh', 0, false);
    const key = [kind, isReflectorClient, reflectedFrom, learnedFrom].join(' ');
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
    return {
      kind: source.kind,
      isReflectorClient: isReflected && source.isReflectorClient,
      ...(isReflected && { reflectedFrom: formatIpv4(source.bgpIdentifier) }),
      ...(this.#looksAtSource && source.kind !== 'local' && { learnedFrom: source.address }),
      staleness,
      prefixClass,
      isSuppressed,
      ...(detail !== undefined && { detail }),
    };
  }
}
