import { assert } from '../octets/assert.ts';
import type { OctetReader } from '../octets/octet-reader.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import {
  formatRouteDistinguisher,
  type RouteDistinguisher,
  routeDistinguisherOctetCount,
} from '../text/route-distinguishers.ts';
import {
  formatComparisons,
  parseComparisons,
  readComparisons,
  writeComparisons,
} from './flowspec-comparisons.ts';
import { readFlowspecPrefix, writeFlowspecPrefix } from './flowspec-prefix.ts';
import {
  type FlowspecComponent,
  type FlowspecComponentType,
  type FlowspecMatchComponent,
  type FlowspecPrefixComponent,
  type FlowspecPrefixType,
  type FlowspecRule,
  flowspecMatchRowOf,
  flowspecMatchRows,
  flowspecPrefixCodes,
} from './flowspec-rule.ts';
import { type NlriForm, type NlriFormProblem, overrunProblem, valueProblem } from './nlri-form.ts';
import { routeDistinguisherToOctets } from './vpn-prefix.ts';

/** Lengths below this have one octet, others two that begin with the nibble 0xf (RFC 8955, section 4.1). */
const shortLengthEnd = 0xf0;
const lengthMax = 0xfff;

/** A length in octets, then components in ascending order of type (RFC 8955, section 4). */
export const flowspecForm: NlriForm<FlowspecRule> = {
  read(reader, { family }) {
    const first = reader.uint8();
    const octetCount = first < shortLengthEnd ? first : ((first & 0x0f) << 8) | reader.uint8();
    if (reader.failed || !reader.enter(octetCount)) {
      return overrunProblem(`a rule of ${octetCount} octets overruns the field`);
    }
    const distinguisher = family.hasRouteDistinguisher ? readDistinguisher(reader) : undefined;
    const components = readComponents(reader, family.addressOctetCount!);
    reader.leave();
    if (!Array.isArray(components)) return components;
    return distinguisher === undefined ? { components } : { routeDistinguisher: distinguisher, components };
  },
  write(writer, { routeDistinguisher, components }, { family }) {
    const value = new OctetWriter();
    assert(
      (routeDistinguisher !== undefined) === family.hasRouteDistinguisher,
      'a route distinguisher too few or many',
    );
    if (routeDistinguisher !== undefined) value.append(routeDistinguisherToOctets(routeDistinguisher));
    let previousCode = 0;
    for (const component of components) {
      const code = flowspecCodeOf(component.type);
      assert(code > previousCode, `component ${component.type} stands twice or out of order`);
      previousCode = code;
      value.uint8(code);
      writeComponent(value, component, family.addressOctetCount!);
    }
    assert(components.length > 0 && value.octetCount <= lengthMax, `a rule of ${value.octetCount} octets`);
    if (value.octetCount < shortLengthEnd) writer.uint8(value.octetCount);
    else writer.uint16(0xf000 | value.octetCount);
    writer.append(value.finish());
  },
};

/** The type octet of a component. */
export function flowspecCodeOf(type: FlowspecComponentType): number {
  return isPrefixType(type) ? flowspecPrefixCodes[type] : flowspecMatchRowOf(type).code;
}

export function isPrefixComponent(component: FlowspecComponent): component is FlowspecPrefixComponent {
  return isPrefixType(component.type);
}

function isPrefixType(type: FlowspecComponentType): type is FlowspecPrefixType {
  return type in flowspecPrefixCodes;
}

function readDistinguisher(reader: OctetReader): RouteDistinguisher | undefined {
  const octets = reader.take(routeDistinguisherOctetCount);
  return reader.failed ? undefined : formatRouteDistinguisher(octets);
}

/** RFC 8955, section 4.2: what is not encoded so, unknown types among it, is malformed. */
function readComponents(
  reader: OctetReader,
  addressOctetCount: 4 | 16,
): FlowspecComponent[] | NlriFormProblem {
  const components: FlowspecComponent[] = [];
  let previousCode = 0;
  while (reader.remaining > 0) {
    const code = reader.uint8();
    if (code <= previousCode) return valueProblem(`component type ${code} follows ${previousCode}`);
    previousCode = code;
    const component =
      readPrefixComponent(reader, code, addressOctetCount) ??
      readMatchComponent(reader, code, addressOctetCount);
    if (component === undefined) return valueProblem(`component type ${code} is malformed or unknown`);
    components.push(component);
  }
  return components.length > 0 ? components : valueProblem('a rule has no components');
}

function readPrefixComponent(
  reader: OctetReader,
  code: number,
  addressOctetCount: 4 | 16,
): FlowspecPrefixComponent | undefined {
  for (const type of ['destination-prefix', 'source-prefix'] as const) {
    if (flowspecPrefixCodes[type] !== code) continue;
    const prefix = readFlowspecPrefix(reader, addressOctetCount);
    return prefix === undefined ? undefined : { type, prefix };
  }
  return undefined;
}

function readMatchComponent(
  reader: OctetReader,
  code: number,
  addressOctetCount: 4 | 16,
): FlowspecMatchComponent | undefined {
  const row = flowspecMatchRows.find((each) => each.code === code);
  if (row === undefined || !row.addressOctetCounts.includes(addressOctetCount)) return undefined;
  const comparisons = readComparisons(reader, row);
  return comparisons && { type: row.type, match: formatComparisons(comparisons, row) };
}

function writeComponent(writer: OctetWriter, component: FlowspecComponent, addressOctetCount: 4 | 16): void {
  if (isPrefixComponent(component)) {
    writeFlowspecPrefix(writer, component.prefix, addressOctetCount);
    return;
  }
  const row = flowspecMatchRowOf(component.type);
  const comparisons = parseComparisons(component.match, row);
  assert(comparisons !== undefined, `${component.match} is no comparison of ${component.type}`);
  assert(row.addressOctetCounts.includes(addressOctetCount), `${component.type} is not for this family`);
  writeComparisons(writer, comparisons, row);
}
