import {
  decodeAttributeBlock,
  encodeAttributeBlock,
  formatExtendedCommunity,
  formatHexadecimal,
  octetsOfHexadecimal,
  parseExtendedCommunity,
} from '@bgpeer/bgp-wire';
import type { Comparison } from './corpus-case.ts';
import { attributeAround } from './octets-around.ts';
import { wireContextOf } from './row-context.ts';
import type { YabgpRow } from './yabgp-row.ts';

/** yabgp's constant of a community's type and its arguments, as this codec writes the community. */
const texts: Readonly<Record<string, (...parts: (string | number)[]) => string>> = {
  RT_0: (value) => `RT:${value}`,
  RT_1: (value) => `RT:${value}`,
  RT_2: (value) => `RT:${value}`,
  RO_0: (value) => `SoO:${value}`,
  RO_1: (value) => `SoO:${value}`,
  RO_2: (value) => `SoO:${value}`,
  REDIRECT_VRF: (value) => `Redirect:${value}`,
  TRA_RATE: (value) => `Rate:${value}`,
  ENCAP: (type) => `ET:${type}`,
  COLOR: (color) => `Color:${color}`,
  EVPN_ES_IMPORT: (address) => `ES-Import:${macOf(address)}`,
  // The label stands in the upper 20 of 24 bits (RFC 7432, section 7.5), yabgp's with the bottom-of-stack bit.
  EVPN_ESI_MPLS_LABEL: (_, label) => `ESI-Label:single-active:${Number(label) * 16 + 1}`,
  EVPN_MAC_MOBIL: (_, sequence) => `MM:sticky:${sequence}`,
  1539: (address) => `Rmac:${macOf(address)}`,
};

/** yabgp's community of a draft that this codec has no name for stays octets. */
const unnamed = 'REDIRECT_NH';

const macOf = (address: string | number) => String(address).replaceAll('-', ':').toLowerCase();

/** A value that is read or refused, or a community that is written from words. */
export function compareExtendedCommunity(row: YabgpRow): Comparison {
  const hex = row.direction === 'encode' && row.hex.startsWith('c010') ? row.hex.slice(6) : row.hex;
  const block = octetsOfHexadecimal(attributeAround(0xc0, 16, hex));
  const { attributes, faults } = decodeAttributeBlock(block, wireContextOf());
  if (row.expect.outcome === 'error') {
    const isMalformed = faults.length === 1 && faults[0].reason === 'attribute-length';
    return { theirs: 'malformed', ours: isMalformed ? 'malformed' : attributes };
  }
  const written = encodeAttributeBlock(attributes, { fourOctetAsNumbers: true, nextHop: 'omitted' });
  const community = attributes.extendedCommunities?.[0] ?? '';
  const text = row.direction === 'encode' ? wordsOf(row.expect.fields, hex) : formatExtendedCommunity(hex);
  return {
    theirs: { faults: [], written: hex, text, reads: hex },
    ours: {
      faults,
      written: formatHexadecimal(written).slice(6),
      text: formatExtendedCommunity(community),
      reads: parseExtendedCommunity(text),
    },
  };
}

/** `[[type, ...values]]`, bare or as the `value` of an object. */
function wordsOf(fields: unknown, hex: string): string {
  const list = Array.isArray(fields) ? fields[0] : (fields as { readonly value: unknown }).value;
  const [type, ...values] = (list as [unknown, ...(string | number)[]][])[0];
  const constant = Array.isArray(type) ? String(type[1]) : String(type);
  const name = constant.replace(/^bgp_cons\.BGP_EXT_(COM_)?/, '');
  return name === unnamed ? hex : texts[name](...values);
}
