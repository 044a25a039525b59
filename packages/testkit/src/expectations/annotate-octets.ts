import {
  decodeMessage,
  formatHexadecimal,
  messageHeaderOctetCount,
  messageTypeCodes,
  type WireContext,
} from '@bgpeer/bgp-wire';
import { annotateOpen } from './annotate-open.ts';
import { annotateUpdate } from './annotate-update.ts';
import { type Annotation, AnnotationWriter } from './annotation.ts';

/**
 * What the octets of one message mean, field by field, as far as they can be told apart: a malformed message is
 * annotated too. Every octet is in exactly one annotation.
 */
export function annotateOctets(octets: Uint8Array, context: WireContext): readonly Annotation[] {
  const writer = new AnnotationWriter(octets);
  writer.take(16, 'marker');
  writer.take(2, ([high, low]) => `length ${(high << 8) | low}`);
  const typeCode = octets[writer.offset];
  const type = Object.entries(messageTypeCodes).find(([, code]) => code === typeCode)?.[0];
  writer.take(1, `type ${typeCode}: ${type ?? 'unknown'}`);
  if (type === 'OPEN') annotateOpen(writer);
  if (type === 'UPDATE') annotateUpdate(writer, context);
  if (type === 'NOTIFICATION') {
    writer.take(1, ([code]) => `error code ${code}`);
    writer.take(1, ([subcode]) => `error subcode ${subcode}`);
  }
  if (type === 'ROUTE-REFRESH') {
    writer.take(2, ([high, low]) => `AFI ${(high << 8) | low}`);
    writer.take(1, ([subtype]) => `subtype ${subtype}`);
    writer.take(1, ([safi]) => `SAFI ${safi}`);
  }
  writer.takeRest(type === 'NOTIFICATION' ? 'data' : 'more than the message has fields for');
  return withFaults(writer.annotations, octets, context);
}

/** A line for each annotation: offset, octets, meaning; long ones cut in the middle. */
export function formatAnnotations(annotations: readonly Annotation[]): string {
  const rows = annotations.map(({ offset, octets, meaning }) => ({
    offset: `${offset}`.padStart(5),
    octets: spaced(octets),
    meaning,
  }));
  const width = Math.max(0, ...rows.map((row) => row.octets.length));
  return rows.map((row) => `${row.offset}  ${row.octets.padEnd(width)}  ${row.meaning}`).join('\n');
}

/** Puts each fault that the decoder finds where it is. */
function withFaults(
  annotations: readonly Annotation[],
  octets: Uint8Array,
  context: WireContext,
): readonly Annotation[] {
  const decoded = decodeMessage(octets, context);
  const faults =
    'fault' in decoded
      ? [decoded.fault]
      : // Offsets of an UPDATE's faults are from the body, or from the attribute block, which has one attribute each.
        decoded.faults.map((fault) => ({ offset: placeOf(fault, annotations), detail: fault.detail }));
  return annotations.map((annotation) => {
    const here = faults.filter(
      ({ offset }) =>
        offset >= annotation.offset && offset < annotation.offset + Math.max(1, annotation.octets.length),
    );
    if (here.length === 0) return annotation;
    return {
      ...annotation,
      meaning: `${annotation.meaning}  <-- ${here.map(({ detail }) => detail).join('; ')}`,
    };
  });
}

function placeOf(
  fault: { readonly offset: number; readonly attributeCode?: number },
  annotations: readonly Annotation[],
): number {
  const attribute = annotations.findLast(({ attributeCode }) => attributeCode === fault.attributeCode);
  if (fault.attributeCode !== undefined && attribute !== undefined) return attribute.offset;
  return messageHeaderOctetCount + fault.offset;
}

const octetsPerLineMax = 20;

function spaced(octets: Uint8Array): string {
  const pairs = formatHexadecimal(octets.subarray(0, octetsPerLineMax)).replace(/..(?=.)/g, '$& ');
  return octets.length > octetsPerLineMax ? `${pairs} … (${octets.length} octets)` : pairs;
}
