import { nlriFamilyByCodes } from '../nlri/nlri-family.ts';
import { type NlriListRead, readNlriList } from '../nlri/nlri-list.ts';
import type { OtherFamily } from '../wire-context.ts';
import type { NlriField } from './nlri-field.ts';

/** The NLRI of a field whose family is not routed; undefined when the codec reads that family as octets only. */
export function readOtherNlri(
  field: NlriField,
  other: OtherFamily,
  withdrawn: boolean,
): NlriListRead | undefined {
  const family = nlriFamilyByCodes(other.afi, other.safi);
  if (family === undefined) return undefined;
  const reading = { family, withdrawn, labelCountMax: other.labelCountMax ?? 1 };
  return readNlriList(field.octets, field.start, field.end, reading, other.addPath === true);
}
