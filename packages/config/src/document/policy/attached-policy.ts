import { z } from 'zod';
import { field } from '../field-meaning.ts';
import { policyName } from './policy-values.ts';

/** The words that stand for a policy of their own, and so for no route-map. */
const policyWords = ['permit-all', 'none'] as const;

type PolicyWord = (typeof policyWords)[number];

/** What is hung on one direction of a peer's family, by name. */
export type WrittenFilters = {
  distributeList?: string;
  prefixList?: string;
  filterList?: string;
  routeMap?: string;
};

/** `permit-all`, `none`, the name of a route-map, or several filters. */
export type WrittenPolicy = string | WrittenFilters;

const filtersSchema = z
  .strictObject({
    distributeList: policyName.optional(),
    prefixList: policyName.optional(),
    filterList: policyName.optional(),
    routeMap: policyName.optional(),
  })
  .refine((filters) => Object.values(filters).some((name) => name !== undefined), 'names no filter');

/** The policy on what is learned from a peer, or advertised to it. */
export function attachedPolicyField(meaning: string, direction: 'in' | 'out') {
  return field(
    z.union([policyName, filtersSchema]).transform((written): WrittenPolicy => canonicalPolicy(written)),
    {
      values:
        '`permit-all`, `none`, the name of a route-map, or any of `{ distributeList, prefixList, filterList, routeMap }` with names',
      default: 'none',
      meaning,
      frrConf: `neighbor PEER <route-map|prefix-list|filter-list|distribute-list> NAME ${direction}`,
    },
  );
}

/** A route-map alone is its name, unless that is one of the words. */
export function canonicalPolicy(policy: WrittenPolicy): WrittenPolicy {
  if (typeof policy === 'string') return policy;
  const entries = Object.entries(policy).filter(([, name]) => name !== undefined);
  const { routeMap } = policy;
  if (entries.length === 1 && routeMap !== undefined && !isPolicyWord(routeMap)) return routeMap;
  return Object.fromEntries(entries);
}

export function isPolicyWord(policy: WrittenPolicy | undefined): policy is PolicyWord {
  return policyWords.some((word) => word === policy);
}

/** The filters that a policy names; those of `permit-all` and `none` are none. */
export function filtersOf(policy: WrittenPolicy | undefined): WrittenFilters {
  if (policy === undefined || isPolicyWord(policy)) return {};
  return typeof policy === 'string' ? { routeMap: policy } : policy;
}
