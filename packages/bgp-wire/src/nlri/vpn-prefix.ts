import { assert } from '../octets/assert.ts';
import {
  formatRouteDistinguisher,
  parseRouteDistinguisher,
  type RouteDistinguisher,
  routeDistinguisherOctetCount,
} from '../text/route-distinguishers.ts';
import { labelBitCount, labelStackBitCount, readLabelStack, writeLabelStack } from './label-stack.ts';
import { withLabels } from './labelled-prefix.ts';
import { lengthProblem, type NlriForm, overrunProblem } from './nlri-form.ts';
import { prefixOfFamily, readPrefixOctets, writePrefixOctets } from './prefix.ts';

/** A prefix of a virtual private network (RFC 4364, section 4.1; RFC 4659, section 2) and the labels bound to it. */
export interface VpnPrefix {
  readonly routeDistinguisher: RouteDistinguisher;
  readonly prefix: string;
  /** Outermost first, 20 bits each; empty when the prefix is withdrawn (RFC 8277, section 2.4). */
  readonly labels: readonly number[];
  readonly pathIdentifier?: number;
}

const routeDistinguisherBitCount = routeDistinguisherOctetCount * 8;

/** A length in bits, labels, route distinguisher, prefix (RFC 4364, section 4.3.4; RFC 8277, section 2). */
export const vpnPrefixForm: NlriForm<VpnPrefix> = {
  read(reader, reading) {
    const bitLength = reader.uint8();
    const labels = readLabelStack(reader, reading);
    const fixedBitCount = labels.length * labelBitCount + routeDistinguisherBitCount;
    if (!reader.failed && bitLength < fixedBitCount) {
      const { title } = reading.family;
      return lengthProblem(`length ${bitLength}, expected at least ${fixedBitCount} for ${title}`);
    }
    const distinguisherOctets = reader.take(routeDistinguisherOctetCount);
    if (reader.failed) return overrunProblem('labels and route distinguisher overrun the field');
    const prefix = readPrefixOctets(reader, reading.family, bitLength - fixedBitCount);
    if (typeof prefix !== 'string') return prefix;
    const routeDistinguisher = formatRouteDistinguisher(distinguisherOctets);
    return withLabels({ routeDistinguisher, prefix }, labels, reading);
  },
  write(writer, { routeDistinguisher, prefix: text, labels }, reading) {
    const prefix = prefixOfFamily(text, reading.family);
    writer.uint8(labelStackBitCount(labels, reading) + routeDistinguisherBitCount + prefix.bitLength);
    writeLabelStack(writer, labels, reading);
    writer.append(routeDistinguisherToOctets(routeDistinguisher));
    writePrefixOctets(writer, prefix);
  },
};

/** Eight octets. Text that is no route distinguisher is the programmer's error. */
export function routeDistinguisherToOctets(text: RouteDistinguisher): Uint8Array {
  const octets = parseRouteDistinguisher(text);
  assert(octets !== undefined, `not a route distinguisher: ${text}`);
  return octets;
}
