import {
  type AsPath,
  formatAsPath,
  formatCommunity,
  type Prefix,
  parseCommunity,
  parsePrefix,
  prefixContains,
} from '@bgpeer/bgp-wire';
import type {
  CommunityListDefinition,
  CommunityListEntry,
  DirectionFilters,
  MatchCondition,
  PolicyDefinitions,
  PolicySubject,
  SetAction,
} from '../src/index.ts';

/** What the reference says: nothing of the line that decided. */
export interface ReferenceVerdict {
  readonly permitted: boolean;
  readonly asPath: string;
  readonly communities: readonly number[];
  readonly metric: number;
  readonly weight: number;
}

interface Route {
  readonly prefix: Prefix;
  asPath: number[];
  communities: number[];
  metric: number;
  weight: number;
}

/**
 * Policies evaluated straight from their definitions, one list entry after the other, with JavaScript's regular
 * expressions: slow, without prefix classes and without anything compiled.
 */
export class ReferencePolicy {
  readonly #definitions: PolicyDefinitions;

  constructor(definitions: PolicyDefinitions) {
    this.#definitions = definitions;
  }

  verdict(
    filters: DirectionFilters,
    prefix: Prefix,
    { attributes, weight }: PolicySubject,
  ): ReferenceVerdict {
    const asPath: AsPath = attributes.asPath ?? [];
    const route: Route = {
      prefix,
      asPath: asPath.flatMap(({ asNumbers }) => asNumbers),
      communities: [...(attributes.communities ?? [])],
      metric: attributes.multiExitDisc ?? 0,
      weight,
    };
    const permitted = this.#passes(filters, route);
    const after = permitted ? route : { ...route, ...unchanged(attributes, weight) };
    return {
      permitted,
      asPath: after.asPath.join(' '),
      communities: [...after.communities].sort((a, b) => a - b),
      metric: after.metric,
      weight: after.weight,
    };
  }

  #passes({ distributeList, prefixList, filterList, routeMap }: DirectionFilters, route: Route): boolean {
    const { family } = route.prefix;
    if (distributeList !== undefined && !this.#accessList(distributeList, family, route.prefix)) return false;
    if (prefixList !== undefined && !this.#prefixList(prefixList, family, route.prefix)) return false;
    if (filterList !== undefined && !this.#asPathList(filterList, route)) return false;
    return routeMap === undefined || this.#routeMap(routeMap, route, 0);
  }

  #routeMap(name: string, route: Route, depth: number): boolean {
    const entries = this.#definitions.routeMaps.find((one) => one.name === name)?.entries ?? [];
    if (depth > 10) return false;
    let permitted = false;
    let from = 0;
    for (const entry of entries) {
      if (entry.sequence < from) continue;
      if (!entry.matches.every((condition) => this.#holds(condition, route))) {
        permitted = false;
        continue;
      }
      if (entry.action === 'deny') return false;
      permitted = true;
      for (const action of entry.sets) this.#carryOut(action, route);
      if (entry.call !== undefined && !this.#routeMap(entry.call, route, depth + 1)) return false;
      if (entry.onMatch === undefined) return true;
      if (entry.onMatch !== 'next') from = entry.onMatch.goTo;
    }
    return permitted;
  }

  #holds(condition: MatchCondition, route: Route): boolean {
    switch (condition.match) {
      case 'prefix-list':
        return this.#prefixList(condition.list, condition.family, route.prefix);
      case 'access-list':
        return this.#accessList(condition.list, condition.family, route.prefix);
      case 'prefix-length':
        return route.prefix.family === condition.family && route.prefix.bitLength === condition.bitLength;
      case 'as-path':
        return this.#asPathList(condition.list, route);
      case 'metric':
        return route.metric === condition.value;
      case 'community':
        return this.#communityList(condition.list, route.communities, condition.how);
      default:
        throw new Error(`the reference does not know match ${condition.match}`);
    }
  }

  #carryOut(action: SetAction, route: Route): void {
    switch (action.set) {
      case 'metric': {
        const { change } = action;
        if ('to' in change) route.metric = change.to;
        else if ('add' in change) route.metric += change.add;
        else route.metric = Math.max(0, route.metric - change.subtract);
        return;
      }
      case 'as-path-prepend':
        route.asPath = [...action.asNumbers, ...route.asPath];
        return;
      case 'communities':
        route.communities = [
          ...new Set([...(action.additive ? route.communities : []), ...action.communities]),
        ];
        return;
      case 'delete-communities':
        route.communities = route.communities.filter((community) => !this.#deletes(action.list, community));
        return;
      case 'weight':
        route.weight = action.weight;
        return;
      default:
        throw new Error(`the reference does not know set ${action.set}`);
    }
  }

  #prefixList(name: string, family: string, prefix: Prefix): boolean {
    const list = this.#definitions.prefixLists.find((one) => one.name === name && one.family === family);
    const entry = list?.entries.find(({ prefix: text, lengthMin, lengthMax }) => {
      const outer = parsePrefix(text)!;
      if (!prefixContains(outer, prefix)) return false;
      if (lengthMin === undefined && lengthMax === undefined) return prefix.bitLength === outer.bitLength;
      return prefix.bitLength >= (lengthMin ?? 0) && prefix.bitLength <= (lengthMax ?? 128);
    });
    return entry?.action === 'permit';
  }

  #accessList(name: string, family: string, prefix: Prefix): boolean {
    const list = this.#definitions.accessLists.find((one) => one.name === name && one.family === family);
    const entry = list?.entries.find(({ prefix: text, isExact }) => {
      const outer = parsePrefix(text)!;
      return prefixContains(outer, prefix) && (!isExact || outer.bitLength === prefix.bitLength);
    });
    return entry?.action === 'permit';
  }

  #asPathList(name: string, { asPath }: Route): boolean {
    const list = this.#definitions.asPathLists.find((one) => one.name === name);
    const text = formatAsPath(asPath.length === 0 ? [] : [{ type: 'AS_SEQUENCE', asNumbers: asPath }]);
    const entry = list?.entries.find(({ regularExpression }) => expressionFits(regularExpression, text));
    return entry?.action === 'permit';
  }

  #communityList(name: string, communities: readonly number[], how: 'all' | 'exact' | 'any'): boolean {
    const list = this.#communities(name);
    const sorted = [...communities].sort((a, b) => a - b);
    const entry = list?.entries.find((one) => {
      if (list.form === 'expanded')
        return expressionFits(one.values[0], sorted.map(formatCommunity).join(' '));
      const wanted = one.values.map((text) => parseCommunity(text)!);
      if (wanted.length === 0) return true;
      if (how === 'any') return wanted.some((community) => sorted.includes(community));
      const hasAll = wanted.every((community) => sorted.includes(community));
      return hasAll && (how === 'all' || wanted.length === sorted.length);
    });
    return entry?.action === 'permit';
  }

  #deletes(name: string, community: number): boolean {
    const list = this.#communities(name);
    const fits = ({ values }: CommunityListEntry) =>
      list?.form === 'expanded'
        ? expressionFits(values[0], formatCommunity(community))
        : values.length === 0 || values.includes(formatCommunity(community));
    return list?.entries.find(fits)?.action === 'permit';
  }

  #communities(name: string): CommunityListDefinition | undefined {
    return this.#definitions.communityLists.find((one) => one.name === name);
  }
}

function unchanged(attributes: PolicySubject['attributes'], weight: number): Omit<Route, 'prefix'> {
  return {
    asPath: (attributes.asPath ?? []).flatMap(({ asNumbers }) => asNumbers),
    communities: [...(attributes.communities ?? [])],
    metric: attributes.multiExitDisc ?? 0,
    weight,
  };
}

function expressionFits(expression: string, text: string): boolean {
  return new RegExp(expression.replaceAll('_', '(^|[,{}() ]|$)')).test(text);
}
