import { labelBitCount, labelStackBitCount, readLabelStack, writeLabelStack } from './label-stack.ts';
import { type NlriForm, type NlriFormProblem, type NlriReading, overrunProblem } from './nlri-form.ts';
import { prefixOfFamily, readPrefixOctets, writePrefixOctets } from './prefix.ts';

/** A prefix and the labels bound to it (RFC 8277). */
export interface LabelledPrefix {
  readonly prefix: string;
  /** Outermost first, 20 bits each; empty when the prefix is withdrawn (RFC 8277, section 2.4). */
  readonly labels: readonly number[];
  readonly pathIdentifier?: number;
}

/** A length in bits, labels, prefix (RFC 8277, sections 2.2 to 2.4). */
export const labelledPrefixForm: NlriForm<LabelledPrefix> = {
  read(reader, reading) {
    const bitLength = reader.uint8();
    const labels = readLabelStack(reader, reading);
    if (reader.failed) return overrunProblem('labels overrun the field');
    const prefix = readPrefixOctets(reader, reading.family, bitLength - labels.length * labelBitCount);
    if (typeof prefix !== 'string') return prefix;
    return withLabels({ prefix }, labels, reading);
  },
  write(writer, { prefix: text, labels }, reading) {
    const prefix = prefixOfFamily(text, reading.family);
    writer.uint8(labelStackBitCount(labels, reading) + prefix.bitLength);
    writeLabelStack(writer, labels, reading);
    writePrefixOctets(writer, prefix);
  },
};

/** The entry with its labels, or the problem that there are too many (RFC 8277, section 2.1). */
export function withLabels<Entry extends object>(
  entry: Entry,
  labels: readonly number[],
  { withdrawn, labelCountMax }: NlriReading,
): (Entry & { readonly labels: readonly number[] }) | NlriFormProblem {
  if (withdrawn) return { ...entry, labels: [] };
  if (labels.length <= labelCountMax) return { ...entry, labels };
  const detail = `${labels.length} labels, expected at most ${labelCountMax}`;
  return { treatment: 'treat-as-withdraw', reason: 'nlri-value', detail };
}
