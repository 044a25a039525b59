import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { formatHexadecimal, octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import { attributeCategory } from './attribute-flags.ts';
import type { PathAttributeRow } from './path-attribute-row.ts';

/** The tunnel that carries a multicast service (RFC 6514, section 5). */
export interface PmsiTunnel {
  readonly flags: number;
  readonly tunnelType: number;
  /** The three octets of MPLS Label: a label in the upper 20 bits, or a VNI in all 24 (RFC 8365, section 5.1.3). */
  readonly label: number;
  /** Lower-case hexadecimal; its form depends on the tunnel type. */
  readonly tunnelIdentifier: string;
}

const fixedOctetCount = 5;
/** A label to send to stands before the identifier then (RFC 8317, section 3.3.1). */
const compositeTunnelBit = 0x80;

/** How many octets the tunnel identifiers of some types may have (RFC 6514, section 5); others vary. */
const identifierOctetCounts: ReadonlyMap<number, readonly number[]> = new Map([
  [0x00, [0]],
  [0x01, [12, 24]],
  [0x03, [8, 32]],
  [0x04, [8, 32]],
  [0x05, [8, 32]],
  [0x06, [4, 16]],
]);

/** RFC 6514, section 5: an undefined tunnel type, or an identifier that is not of its type, make it malformed. */
export const pmsiTunnel: PathAttributeRow = {
  code: 22,
  name: 'PMSI_TUNNEL',
  reference: 'RFC 6514, section 5; RFC 7385, section 4; RFC 8317, section 3.3',
  flags: attributeCategory.optionalTransitive,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    if (reader.remaining < fixedOctetCount) {
      const detail = `has length ${reader.remaining}, expected at least ${fixedOctetCount}`;
      return { reason: 'attribute-length', detail };
    }
    const flags = reader.uint8();
    const offset = reader.offset;
    const tunnelType = reader.uint8();
    if (!isDefined(tunnelType)) {
      return { reason: 'attribute-value', detail: `has the undefined tunnel type ${tunnelType}`, offset };
    }
    const label = reader.uint8() * 65_536 + reader.uint16();
    const octetCounts = identifierOctetCounts.get(tunnelType);
    if (octetCounts !== undefined && !octetCounts.includes(reader.remaining)) {
      const expected = octetCounts.join(' or ');
      const detail = `has a tunnel identifier of ${reader.remaining} octets, expected ${expected} for type ${tunnelType}`;
      return { reason: 'attribute-value', detail, offset: reader.offset };
    }
    draft.pmsiTunnel = { flags, tunnelType, label, tunnelIdentifier: formatHexadecimal(reader.takeRest()) };
    return undefined;
  },
  encode({ pmsiTunnel }) {
    if (pmsiTunnel === undefined) return undefined;
    const writer = new OctetWriter();
    writer.uint8(pmsiTunnel.flags);
    writer.uint8(pmsiTunnel.tunnelType);
    writer.uint8(pmsiTunnel.label >>> 16);
    writer.uint16(pmsiTunnel.label & 0xffff);
    writer.append(octetsOfHexadecimal(pmsiTunnel.tunnelIdentifier));
    return writer.finish();
  },
};

/** IANA, P-Multicast Service Interface Tunnel Types: assigned, composite and experimental ones. */
function isDefined(tunnelType: number): boolean {
  const base = tunnelType & ~compositeTunnelBit;
  const isAssigned = base <= 0x0d && base !== 0x09;
  const isExperimental = base >= 0x7b && base <= 0x7e;
  return isAssigned || isExperimental;
}
