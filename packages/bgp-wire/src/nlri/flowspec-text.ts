import { canonicalRouteDistinguisher } from '../text/route-distinguishers.ts';
import { formatComparisons, parseComparisons } from './flowspec-comparisons.ts';
import { flowspecCodeOf, isPrefixComponent } from './flowspec-form.ts';
import { isFlowspecPrefix } from './flowspec-prefix.ts';
import {
  type FlowspecComponent,
  type FlowspecPrefixType,
  type FlowspecRule,
  flowspecMatchRows,
  flowspecPrefixCodes,
} from './flowspec-rule.ts';

const routeDistinguisherWord = 'route-distinguisher';

/** A rule in words, without its path identifier: `destination-prefix 192.0.2.0/24 protocol ==6 port >=137&<=139,==8080`. */
export function formatFlowspecRule(rule: FlowspecRule): string {
  const words = rule.components.flatMap((component) => [
    component.type,
    isPrefixComponent(component) ? component.prefix : component.match.join(','),
  ]);
  if (rule.routeDistinguisher !== undefined) words.unshift(routeDistinguisherWord, rule.routeDistinguisher);
  return words.join(' ');
}

/**
 * The inverse of `formatFlowspecRule` for the kind of address; components may come in any order. Undefined when a
 * component is unknown, twice there, or not of that kind, or when there is none.
 */
export function parseFlowspecRule(text: string, addressOctetCount: 4 | 16): FlowspecRule | undefined {
  const words = text.trim().split(/\s+/);
  const typed = words[0] === routeDistinguisherWord ? (words.splice(0, 2)[1] ?? '') : undefined;
  const routeDistinguisher = typed === undefined ? undefined : canonicalRouteDistinguisher(typed);
  if (typed !== undefined && routeDistinguisher === undefined) return undefined;
  const components: FlowspecComponent[] = [];
  for (let index = 0; index < words.length; index += 2) {
    const component = parseComponent(words[index], words[index + 1] ?? '', addressOctetCount);
    if (component === undefined || components.some(({ type }) => type === component.type)) return undefined;
    components.push(component);
  }
  components.sort((a, b) => flowspecCodeOf(a.type) - flowspecCodeOf(b.type));
  return routeDistinguisher === undefined ? { components } : { routeDistinguisher, components };
}

function parseComponent(
  type: string,
  value: string,
  addressOctetCount: 4 | 16,
): FlowspecComponent | undefined {
  if (isPrefixWord(type)) {
    return isFlowspecPrefix(value, addressOctetCount) ? { type, prefix: value } : undefined;
  }
  const row = flowspecMatchRows.find((each) => each.type === type);
  if (row === undefined || !row.addressOctetCounts.includes(addressOctetCount)) return undefined;
  const comparisons = parseComparisons(value.split(','), row);
  return comparisons && { type: row.type, match: formatComparisons(comparisons, row) };
}

function isPrefixWord(word: string): word is FlowspecPrefixType {
  return Object.hasOwn(flowspecPrefixCodes, word);
}
