import { assert } from '../octets/assert.ts';
import { formatHexadecimal, octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import { lengthProblem, type NlriForm, overrunProblem } from './nlri-form.ts';

/** Interest in the routes of a route target, or of all whose first bits are these (RFC 4684, section 4). */
export interface RouteTargetMembership {
  /** 0 for the default route target, which stands for every one; else 32 to 96. */
  readonly bitLength: number;
  /** The AS the membership comes from; 0 in the default one. */
  readonly originAs: number;
  /** The extended community's eight octets as 16 hexadecimal digits; bits beyond `bitLength` are zero. */
  readonly routeTarget: string;
  readonly pathIdentifier?: number;
}

const originAsBitCount = 32;
const bitLengthMax = 96;
const routeTargetOctetCount = 8;

/** A prefix of origin AS and route target (RFC 4684, section 4). */
export const routeTargetMembershipForm: NlriForm<RouteTargetMembership> = {
  read(reader) {
    const bitLength = reader.uint8();
    if (!isRouteTargetBitLength(bitLength)) {
      return lengthProblem(`length ${bitLength}, expected 0 or ${originAsBitCount} to ${bitLengthMax}`);
    }
    const octets = new Uint8Array(bitLengthMax / 8);
    octets.set(reader.take((bitLength + 7) >> 3));
    if (reader.failed) return overrunProblem(`a membership of ${bitLength} bits overruns the field`);
    clearBitsBeyond(octets, bitLength);
    const originAs = new DataView(octets.buffer).getUint32(0);
    return { bitLength, originAs, routeTarget: formatHexadecimal(octets.subarray(4)) };
  },
  write(writer, { bitLength, originAs, routeTarget }) {
    assert(isRouteTargetBitLength(bitLength), `a membership has no ${bitLength} bits`);
    writer.uint8(bitLength);
    if (bitLength === 0) return;
    writer.uint32(originAs);
    const octets = octetsOfHexadecimal(routeTarget);
    assert(octets.length === routeTargetOctetCount, `route target ${routeTarget} has not 8 octets`);
    writer.append(octets.subarray(0, (bitLength - originAsBitCount + 7) >> 3));
  },
};

/** Only the route target may be cut short, not the origin AS (RFC 4684, section 4). */
function isRouteTargetBitLength(bitLength: number): boolean {
  return bitLength === 0 || (bitLength >= originAsBitCount && bitLength <= bitLengthMax);
}

function clearBitsBeyond(octets: Uint8Array, bitLength: number): void {
  const wholeOctets = bitLength >> 3;
  if (wholeOctets < octets.length) octets[wholeOctets] &= 0xff00 >> (bitLength & 7);
}
