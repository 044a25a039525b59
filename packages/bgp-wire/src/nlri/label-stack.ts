import { assert } from '../octets/assert.ts';
import type { OctetReader } from '../octets/octet-reader.ts';
import type { OctetWriter } from '../octets/octet-writer.ts';
import { mplsLabelMax } from '../text/mpls-labels.ts';
import type { NlriReading } from './nlri-form.ts';

/** Bits of a label in an NLRI: label, three reserved, bottom of stack (RFC 8277, section 2.2). */
export const labelBitCount = 24;

/** What stands in place of labels when a prefix is withdrawn (RFC 8277, section 2.4). */
const withdrawnCompatibility = 0x80_0000;

/**
 * Reads the labels before a prefix. A withdrawn prefix has three octets there that mean nothing (RFC 8277, section
 * 2.4); where one label may stand the bottom-of-stack bit is passed over (section 2.2), else it ends the stack (2.3).
 */
export function readLabelStack(reader: OctetReader, { withdrawn, labelCountMax }: NlriReading): number[] {
  const labels: number[] = [];
  for (let isBottom = false; !isBottom && !reader.failed; ) {
    const high = reader.uint16();
    const low = reader.uint8();
    labels.push((high << 4) | (low >> 4));
    isBottom = withdrawn || labelCountMax === 1 || (low & 1) === 1;
  }
  return labels;
}

/** Writes the labels before a prefix, the last one with the bottom-of-stack bit. */
export function writeLabelStack(
  writer: OctetWriter,
  labels: readonly number[],
  { withdrawn }: NlriReading,
): void {
  const fields = withdrawn
    ? [withdrawnCompatibility]
    : labels.map((label, index) => (label << 4) | (index === labels.length - 1 ? 1 : 0));
  for (const field of fields) {
    writer.uint8(field >>> 16);
    writer.uint16(field & 0xffff);
  }
}

/** Bits that `writeLabelStack` writes. Labels that cannot be written are the programmer's error. */
export function labelStackBitCount(labels: readonly number[], reading: NlriReading): number {
  if (reading.withdrawn) return labelBitCount;
  const { labelCountMax } = reading;
  assert(
    labels.length > 0 && labels.length <= labelCountMax,
    `${labels.length} labels, expected 1 to ${labelCountMax}`,
  );
  assert(
    labels.every((label) => label >= 0 && label <= mplsLabelMax),
    `a label of ${labels.join(', ')} is beyond ${mplsLabelMax}`,
  );
  return labels.length * labelBitCount;
}
