import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { assert } from '../octets/assert.ts';
import type { OctetReader } from '../octets/octet-reader.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import { attributeCategory } from './attribute-flags.ts';
import type { AttributeProblem, PathAttributeRow } from './path-attribute-row.ts';

/** A domain that a route has passed through. */
export interface DomainPathDomain {
  /** Four octets, of which the administrator is in charge, and two assigned by it: `65000:1`. */
  readonly domainIdentifier: string;
  /** The SAFI by which the domain advertised the route (ISF_SAFI_TYPE); 0 for a local one. */
  readonly safi: number;
}

/** Domains, the latest first. */
export type DomainPathSegment = readonly DomainPathDomain[];

/** The domains a route has passed through, segment by segment. */
export type DomainPath = readonly DomainPathSegment[];

const domainOctetCount = 7;

export const domainPath: PathAttributeRow = {
  code: 36,
  name: 'D-PATH',
  reference: 'draft-ietf-bess-evpn-ipvpn-interworking, section 4',
  flags: attributeCategory.optionalTransitive,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    if (reader.remaining === 0) {
      return { reason: 'attribute-length', detail: 'is empty, expected a domain segment' };
    }
    const segments: DomainPathSegment[] = [];
    while (reader.remaining > 0) {
      const segment = decodeSegment(reader);
      if ('reason' in segment) return segment;
      segments.push(segment);
    }
    draft.domainPath = segments;
    return undefined;
  },
  encode({ domainPath }) {
    if (!domainPath?.length) return undefined;
    const writer = new OctetWriter();
    for (const segment of domainPath) {
      assert(segment.length > 0, 'a domain segment without domains cannot be written');
      writer.uint8(segment.length);
      for (const { domainIdentifier, safi } of segment) {
        const [administrator, assigned] = domainIdentifier.split(':').map(Number);
        writer.uint32(administrator);
        writer.uint16(assigned);
        writer.uint8(safi);
      }
    }
    return writer.finish();
  },
};

function decodeSegment(reader: OctetReader): DomainPathSegment | AttributeProblem {
  const offset = reader.offset;
  const malformed = (detail: string): AttributeProblem => ({ reason: 'attribute-value', detail, offset });
  const count = reader.uint8();
  if (count === 0) return malformed('has a domain segment without domains');
  if (count * domainOctetCount > reader.remaining) {
    return malformed(`has a domain segment of ${count} domains in ${reader.remaining} octets`);
  }
  return Array.from({ length: count }, () => ({
    domainIdentifier: `${reader.uint32()}:${reader.uint16()}`,
    safi: reader.uint8(),
  }));
}
