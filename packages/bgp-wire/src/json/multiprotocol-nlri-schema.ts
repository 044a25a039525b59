import type { MultiprotocolNlri } from '../messages/message.ts';
import { flowspecCodeOf, isPrefixComponent } from '../nlri/flowspec-form.ts';
import { isFlowspecPrefix } from '../nlri/flowspec-prefix.ts';
import { type FlowspecComponent, type FlowspecRule, flowspecMatchRowOf } from '../nlri/flowspec-rule.ts';
import { type NlriFamily, nlriFamilyByCodes } from '../nlri/nlri-family.ts';
import type { NlriListName } from '../nlri/nlri-lists.ts';
import {
  evpnRouteSchema,
  flowspecRuleSchema,
  labelledPrefixSchema,
  nlriSchema,
  routeTargetMembershipSchema,
  vpnPrefixSchema,
} from './nlri-schemas.ts';
import { object, optional, required } from './object-schema.ts';
import { type JsonProblem, list, named, refined, type Schema, uint8, uint16 } from './schema.ts';
import { hexadecimal } from './text-schemas.ts';

const properties = object<MultiprotocolNlri>({
  afi: required(uint16, 'The address family.'),
  safi: required(uint8, 'The subsequent address family.'),
  nlri: required(list(nlriSchema), 'Prefixes of a unicast or multicast family; empty for any other.'),
  labelledPrefixes: optional(list(labelledPrefixSchema), 'Of the labelled unicast families.'),
  vpnPrefixes: optional(list(vpnPrefixSchema), 'Of the VPN families.'),
  evpnRoutes: optional(list(evpnRouteSchema), 'Of EVPN.'),
  flowspecRules: optional(list(flowspecRuleSchema), 'Of the Flow Specification families.'),
  routeTargetMemberships: optional(list(routeTargetMembershipSchema), 'Of Route Target Constraint.'),
  octets: optional(hexadecimal, 'The whole list instead, where it is not read as objects.'),
  nextHopOctets: optional(hexadecimal, 'Beside `octets` in `reachable`: the next hop.'),
});

/** MP_REACH_NLRI's list. */
export const reachableSchema: Schema<MultiprotocolNlri> = named(
  'Reachable',
  'The NLRI of MP_REACH_NLRI (RFC 4760), in the one list that is of the family.',
  () => refined(properties, (value) => checkLists(value, false)),
);

/** MP_UNREACH_NLRI's list. */
export const unreachableSchema: Schema<MultiprotocolNlri> = named(
  'Unreachable',
  'The NLRI of MP_UNREACH_NLRI (RFC 4760), in the one list that is of the family.',
  () => refined(properties, (value) => checkLists(value, true)),
);

const listNames: readonly NlriListName[] = [
  'nlri',
  'labelledPrefixes',
  'vpnPrefixes',
  'evpnRoutes',
  'flowspecRules',
  'routeTargetMemberships',
];

function checkLists(value: MultiprotocolNlri, withdrawn: boolean): JsonProblem | undefined {
  const family = nlriFamilyByCodes(value.afi, value.safi);
  const own = value.octets === undefined ? family?.list : undefined;
  for (const name of listNames) {
    const isThere = name === 'nlri' ? value.nlri.length > 0 : value[name] !== undefined;
    if (isThere && name !== own)
      return { path: `/${name}`, expected: `nothing, as the list is ${own ?? '`octets`'}` };
  }
  if (value.nextHopOctets !== undefined && (value.octets === undefined || withdrawn)) {
    return { path: '/nextHopOctets', expected: 'nothing, unless `octets` is in `reachable`' };
  }
  if (own === undefined || family === undefined) {
    return value.octets === undefined ? { path: '/octets', expected: hexadecimal.expected } : undefined;
  }
  return checkOwnList(value, family, withdrawn);
}

function checkOwnList(
  value: MultiprotocolNlri,
  family: NlriFamily,
  withdrawn: boolean,
): JsonProblem | undefined {
  if (family.list === 'flowspecRules')
    return checkEach(family, value, (rule: FlowspecRule) => checkRule(rule, family));
  if (family.addressOctetCount === undefined) return value[family.list] ? undefined : missingList(family);
  return checkEach(family, value, (entry: { prefix: string; labels?: readonly number[] }) => {
    const isOfFamily = entry.prefix.includes(':') === (family.addressOctetCount === 16);
    if (!isOfFamily) return { path: '/prefix', expected: `a prefix of ${family.title}` };
    const hasLabels = entry.labels === undefined || (entry.labels.length === 0) === withdrawn;
    return hasLabels
      ? undefined
      : {
          path: '/labels',
          expected: withdrawn ? 'no label, as the prefix is withdrawn' : 'at least one label',
        };
  });
}

function checkEach<Entry>(
  family: NlriFamily,
  value: MultiprotocolNlri,
  check: (entry: Entry) => JsonProblem | undefined,
): JsonProblem | undefined {
  const entries = value[family.list] as readonly Entry[] | undefined;
  if (entries === undefined) return missingList(family);
  for (const [index, entry] of entries.entries()) {
    const problem = check(entry);
    if (problem !== undefined) return { ...problem, path: `/${family.list}/${index}${problem.path}` };
  }
  return undefined;
}

function checkRule(rule: FlowspecRule, family: NlriFamily): JsonProblem | undefined {
  if ((rule.routeDistinguisher !== undefined) !== family.hasRouteDistinguisher) {
    const expected = family.hasRouteDistinguisher ? 'a route distinguisher' : 'no route distinguisher';
    return { path: '/routeDistinguisher', expected: `${expected} in ${family.title}` };
  }
  let previousCode = 0;
  for (const [index, component] of rule.components.entries()) {
    const path = `/components/${index}`;
    const code = flowspecCodeOf(component.type);
    if (code <= previousCode)
      return { path: `${path}/type`, expected: 'types in ascending order, each once' };
    previousCode = code;
    if (!isOfAddressKind(component, family.addressOctetCount!)) {
      return { path, expected: `a component of ${family.title}` };
    }
  }
  return undefined;
}

function isOfAddressKind(component: FlowspecComponent, addressOctetCount: 4 | 16): boolean {
  if (isPrefixComponent(component)) return isFlowspecPrefix(component.prefix, addressOctetCount);
  return flowspecMatchRowOf(component.type).addressOctetCounts.includes(addressOctetCount);
}

function missingList({ list: name, title }: NlriFamily): JsonProblem {
  return { path: `/${name}`, expected: `the list of ${title}` };
}
