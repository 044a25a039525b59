import {
  decodeMessage,
  encodeMessage,
  formatHexadecimal,
  type Nlri,
  octetsOfHexadecimal,
  type UpdateMessage,
} from '@bgpeer/bgp-wire';
import { type Comparison, fieldsNamedIn } from '../corpus-case.ts';
import { messageAround, numberOctets, updateAround } from '../octets-around.ts';
import { wireContextOf } from '../row-context.ts';
import { compareMessage, compareRefusal } from '../words/message-comparison.ts';
import { attributesByCode, isFourOctet } from './attributes.ts';
import type { YabgpRow } from './yabgp-row.ts';

/** KEEPALIVE, NOTIFICATION and ROUTE-REFRESH. */
export function compareSmallMessage(row: YabgpRow, typeCode: number): Comparison {
  const isWhole = row.direction === 'encode';
  const octets = isWhole ? octetsOfHexadecimal(row.hex) : messageAround(typeCode, row.hex);
  const context = wireContextOf();
  if (row.expect.outcome === 'error') return compareRefusal(octets, context, { code: 1, subcode: 2 });
  return compareMessage(octets, context, { fields: isWhole ? {} : smallFields(row, typeCode) });
}

/** The ROUTE-REFRESH of a vendor: refused for its message type (RFC 4271, section 6.1). */
export function compareUnknownType(row: YabgpRow): Comparison {
  return compareRefusal(octetsOfHexadecimal(row.hex), wireContextOf(), { code: 1, subcode: 3 });
}

/** Three of a NOTIFICATION's or ROUTE-REFRESH's fields, as yabgp lists them. */
function smallFields({ expect: { fields } }: YabgpRow, typeCode: number): Record<string, unknown> {
  const [first, second, third] = fields as [number, number, number | string];
  if (typeCode === 3) return { code: first, subcode: second, dataHex: String(third).replace('hex:', '') };
  const family = third === 128 ? 'ipv4 mpls-vpn' : undefined;
  return { family, subtype: second };
}

/** An UPDATE's body, or its attributes alone, in yabgp's words of the part that the call takes from it. */
export function compareUpdate(row: YabgpRow): Comparison {
  const hasAddPath = (row.options['3'] as { readonly ipv4?: boolean } | undefined)?.ipv4 === true;
  const isBlock = row.call === 'Update.parse_attributes';
  const session = isBlock || row.hex.includes('400504') ? 'ibgp' : 'ebgp';
  const as4 = isFourOctet(row);
  const context = wireContextOf({ as4, addPath: hasAddPath ? ['ipv4 unicast'] : [], session });
  const octets = isBlock ? updateAround(row.hex) : messageAround(2, row.hex);
  if (row.expect.outcome === 'error') return compareRefusal(octets, context);
  const decoded = decodeMessage(octets, context);
  if ('fault' in decoded || decoded.message.type !== 'UPDATE') throw new Error('no UPDATE');
  const { message, faults } = decoded;
  if (row.direction === 'encode') {
    const written = formatHexadecimal(encodeMessage({ ...message }, context));
    return { theirs: row.hex, ours: written.slice(2 * 19) };
  }
  return {
    theirs: { faults: [], part: row.expect.fields },
    ours: { faults: faults.map(({ reason }) => reason), part: partOf(message, row) },
  };
}

function partOf(message: UpdateMessage, { call, expect }: YabgpRow): unknown {
  if (call.includes("'nlri'")) return message.nlri.map(prefixWords);
  if (call.includes("'withdraw'")) return message.withdrawn.map(prefixWords);
  return fieldsNamedIn(attributesByCode(message.attributes), expect.fields as object);
}

/** NLRI of IPv4 unicast alone. */
export function comparePrefixList(row: YabgpRow): Comparison {
  const hasAddPath = row.options['1'] === true || row.options['add_path'] === true;
  const context = wireContextOf({ addPath: hasAddPath ? ['ipv4 unicast'] : [] });
  const octets = messageAround(2, `${numberOctets(row.hex.length / 2, 2)}${row.hex}0000`);
  if (row.expect.outcome === 'error') return compareRefusal(octets, context);
  const decoded = decodeMessage(octets, context);
  if ('fault' in decoded || decoded.message.type !== 'UPDATE') throw new Error('no UPDATE');
  const expected = row.direction === 'encode' ? row.options['0'] : row.expect.fields;
  return { theirs: expected, ours: decoded.message.withdrawn.map(prefixWords) };
}

/** A prefix as yabgp has it. */
export function prefixWords({ prefix, pathIdentifier }: Nlri): unknown {
  return pathIdentifier === undefined ? prefix : { path_id: pathIdentifier, prefix };
}
