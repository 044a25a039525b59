import {
  type CommunityForm,
  constantField,
  ethernetField,
  floatField,
  fourOctetAsField,
  ipv4Field,
  uint8Field,
  uint16Field,
  uint24Field,
  uint32Field,
  zerosField,
} from './extended-community-fields.ts';

/** A type of extended communities that has a name. */
export interface ExtendedCommunityRow {
  readonly name: string;
  readonly type: number;
  readonly subType: number;
  /** The six octets behind type and sub-type. */
  readonly form: CommunityForm;
}

/** Who is in charge of the value, by the type's octet (RFC 4360, sections 3.1 and 3.2; RFC 5668, section 2). */
const administrated: Readonly<Record<number, CommunityForm>> = {
  0: [uint16Field, uint32Field],
  1: [ipv4Field, uint16Field],
  2: [fourOctetAsField, uint16Field],
};

const flowspecType = 0x80;

/**
 * Extended communities by name; where one type has several forms, the first that fits. The names are FRR's where it has
 * one.
 */
export const extendedCommunityRows: readonly ExtendedCommunityRow[] = [
  // RFC 4360, sections 4 and 5.
  ...administratedRows('RT', 0x02, [0, 1, 2]),
  ...administratedRows('SoO', 0x03, [0, 1, 2]),
  // RFC 4577, section 4.2.4.
  ...administratedRows('OSPF-Domain', 0x05, [0, 1, 2]),
  ...administratedRows('OSPF-Router', 0x07, [1]),
  { name: 'OSPF-RT', type: 0x03, subType: 0x06, form: [ipv4Field, uint8Field, uint8Field] },
  // RFC 4384, section 2.
  ...administratedRows('Data-Collection', 0x08, [0, 2]),
  // RFC 6514, sections 6 and 7.
  ...administratedRows('Source-AS', 0x09, [0, 2]),
  ...administratedRows('VRF-Import', 0x0b, [1]),
  // RFC 6074, section 3.1.
  ...administratedRows('L2VPN', 0x0a, [0, 1]),
  // draft-ietf-idr-link-bandwidth: octets per second.
  { name: 'LB', type: 0x40, subType: 0x04, form: [uint16Field, floatField] },
  { name: 'LB-Transitive', type: 0x00, subType: 0x04, form: [uint16Field, floatField] },
  // RFC 9012, sections 4.1 and 4.3; the Color-Only bits are of RFC 9256, section 8.8.1.
  { name: 'ET', type: 0x03, subType: 0x0c, form: [zerosField(4), uint16Field] },
  { name: 'Color', type: 0x03, subType: 0x0b, form: [zerosField(2), uint32Field] },
  { name: 'Color', type: 0x03, subType: 0x0b, form: [constantField([0x40, 0], '01'), uint32Field] },
  { name: 'Color', type: 0x03, subType: 0x0b, form: [constantField([0x80, 0], '10'), uint32Field] },
  // RFC 7432, sections 7.5 to 7.8; RFC 9135, section 8.1.
  { name: 'Default-Gateway', type: 0x03, subType: 0x0d, form: [zerosField(6)] },
  { name: 'MM', type: 0x06, subType: 0x00, form: [zerosField(2), uint32Field] },
  { name: 'MM', type: 0x06, subType: 0x00, form: [constantField([1, 0], 'sticky'), uint32Field] },
  {
    name: 'ESI-Label',
    type: 0x06,
    subType: 0x01,
    form: [constantField([0, 0, 0], 'all-active'), uint24Field],
  },
  {
    name: 'ESI-Label',
    type: 0x06,
    subType: 0x01,
    form: [constantField([1, 0, 0], 'single-active'), uint24Field],
  },
  { name: 'ES-Import', type: 0x06, subType: 0x02, form: [ethernetField] },
  { name: 'Rmac', type: 0x06, subType: 0x03, form: [ethernetField] },
  // RFC 8214, section 3.1: control flags and MTU.
  { name: 'L2-Attributes', type: 0x06, subType: 0x04, form: [uint16Field, uint16Field, zerosField(2)] },
  // RFC 8584, section 2.2: algorithm and capabilities; RFC 9785, section 3: preference.
  { name: 'DF', type: 0x06, subType: 0x06, form: [uint8Field, uint16Field, zerosField(1), uint16Field] },
  // RFC 9047, section 3.1: flags.
  { name: 'ND', type: 0x06, subType: 0x08, form: [uint8Field, zerosField(5)] },
  // RFC 8097, section 2.
  { name: 'OVS', type: 0x43, subType: 0x00, form: [constantField([0, 0, 0, 0, 0, 0], 'valid')] },
  { name: 'OVS', type: 0x43, subType: 0x00, form: [constantField([0, 0, 0, 0, 0, 1], 'not-found')] },
  { name: 'OVS', type: 0x43, subType: 0x00, form: [constantField([0, 0, 0, 0, 0, 2], 'invalid')] },
  // RFC 8955, section 7.
  { name: 'Rate', type: flowspecType, subType: 0x06, form: [uint16Field, floatField] },
  { name: 'Rate-Packets', type: flowspecType, subType: 0x0c, form: [uint16Field, floatField] },
  { name: 'Traffic-Action', type: flowspecType, subType: 0x07, form: [zerosField(5), uint8Field] },
  { name: 'Mark', type: flowspecType, subType: 0x09, form: [zerosField(5), uint8Field] },
  { name: 'Redirect', type: flowspecType, subType: 0x08, form: administrated[0] },
  { name: 'Redirect', type: flowspecType + 1, subType: 0x08, form: administrated[1] },
  { name: 'Redirect', type: flowspecType + 2, subType: 0x08, form: administrated[2] },
  // draft-ietf-idr-flowspec-redirect-ip, section 2: the last bit asks for a copy.
  ...administratedRows('Redirect-IP', 0x0c, [1]),
  // RFC 4761, section 3.2.4: encapsulation, flags, MTU, preference.
  { name: 'L2-Info', type: 0x80, subType: 0x0a, form: [uint8Field, uint8Field, uint16Field, uint16Field] },
];

function administratedRows(name: string, subType: number, types: readonly number[]): ExtendedCommunityRow[] {
  return types.map((type) => ({ name, type, subType, form: administrated[type] }));
}
