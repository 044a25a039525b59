import { decodeCapabilities, OctetReader } from '@bgpeer/bgp-wire';
import type { AnnotationWriter } from './annotation.ts';

const [capabilitiesParameter, extendedLengthParameter] = [2, 255];

/** The body of an OPEN (RFC 4271, section 4.2; RFC 5492, section 4; RFC 9072, section 2). */
export function annotateOpen(writer: AnnotationWriter): void {
  writer.take(1, ([version]) => `version ${version}`);
  writer.take(2, ([high, low]) => `My Autonomous System ${(high << 8) | low}`);
  writer.take(2, ([high, low]) => `Hold Time ${(high << 8) | low} s`);
  writer.take(4, (octets) => `BGP Identifier ${octets.join('.')}`);
  const isExtended =
    writer.octets[writer.offset] !== 0 && writer.octets[writer.offset + 1] === extendedLengthParameter;
  writer.take(1, ([length]) => `Optional Parameters Length ${length}`);
  if (isExtended) {
    writer.take(1, 'type 255: lengths have two octets (RFC 9072)');
    writer.take(2, ([high, low]) => `Extended Optional Parameters Length ${(high << 8) | low}`);
  }
  while (writer.remaining() > 0) annotateParameter(writer, isExtended);
}

function annotateParameter(writer: AnnotationWriter, isExtended: boolean): void {
  const { octets, offset } = writer;
  const type = octets[offset];
  const length = isExtended ? (octets[offset + 1] << 8) | octets[offset + 2] : octets[offset + 1];
  writer.take(
    isExtended ? 3 : 2,
    `parameter ${type}${type === capabilitiesParameter ? ': Capabilities' : ''}, length ${length}`,
  );
  const end = writer.offset + length;
  while (type === capabilitiesParameter && writer.remaining(end) > 0) {
    writer.take(
      Math.min(writer.remaining(end), 2 + (octets[writer.offset + 1] ?? 0)),
      (capability) =>
        `capability ${JSON.stringify(decodeCapabilities(new OctetReader(capability))[0] ?? 'overruns')}`,
    );
  }
  writer.takeUntil(end, 'value');
}
