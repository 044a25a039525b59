import {
  type Capability,
  decodeMessage,
  encodeMessage,
  familyByCodes,
  formatHexadecimal,
  type Nlri,
  type OpenMessage,
  octetsOfHexadecimal,
  type UpdateMessage,
} from '@bgpeer/bgp-wire';
import { type Comparison, fieldsNamedIn } from './corpus-case.ts';
import { compareMessage, compareRefusal } from './message-comparison.ts';
import { messageAround, numberOctets, updateAround } from './octets-around.ts';
import { wireContextOf } from './row-context.ts';
import { attributesByCode, isFourOctet } from './yabgp-attributes.ts';
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

/** yabgp's OPEN: numbers, and flags for the capabilities it knows. */
export function compareOpen(row: YabgpRow): Comparison {
  const isWhole = row.direction === 'encode';
  const octets = isWhole ? octetsOfHexadecimal(row.hex) : messageAround(1, row.hex);
  const { theirs, ours } = compareMessage(octets, wireContextOf(), {});
  const decoded = decodeMessage(octets, wireContextOf());
  if ('fault' in decoded || decoded.message.type !== 'OPEN') return { theirs, ours };
  const words = openWords(decoded.message);
  const fields = isWhole
    ? { capabilities: (row.options as { 0: OpenWords['capabilities'] })[0] }
    : (row.expect.fields as OpenWords);
  const capabilities = trueOnly(fields.capabilities);
  return {
    theirs: { message: theirs, ...fields, capabilities },
    ours: { message: ours, ...fieldsNamedIn(words, fields), capabilities: words.capabilities },
  };
}

interface OpenWords {
  readonly capabilities: Readonly<Record<string, unknown>>;
}

function openWords(open: OpenMessage): OpenWords & Readonly<Record<string, unknown>> {
  const { capabilities } = open;
  const four = capabilities.find((each) => each.name === 'four-octet-as');
  return {
    bgp_id: open.bgpIdentifier,
    version: open.version,
    hold_time: open.holdTimeSeconds,
    asn: four?.name === 'four-octet-as' ? four.asNumber : open.myAutonomousSystem,
    capabilities: capabilityWords(capabilities),
  };
}

function capabilityWords(capabilities: readonly Capability[]): Record<string, unknown> {
  const words: Record<string, unknown> = {};
  for (const capability of capabilities) {
    if (capability.name === 'multiprotocol') {
      const list = (words['afi_safi'] ?? []) as unknown[];
      words['afi_safi'] = [...list, [capability.afi, capability.safi]];
    } else if (capability.name === 'route-refresh') {
      words[capability.legacy ? 'cisco_route_refresh' : 'route_refresh'] = true;
    } else if (capability.name === 'four-octet-as') words['four_bytes_as'] = true;
    else if (capability.name === 'enhanced-route-refresh') words['enhanced_route_refresh'] = true;
    else if (capability.name === 'add-path') words['add_path'] = addPathWords(capability);
    else if (capability.name === 'extended-next-hop') {
      words['ext_nexthop'] = capability.encodings.map(({ afi, safi, nextHopAfi }) => ({
        afi_safi: [afi, safi],
        nexthop_afi: nextHopAfi,
      }));
    } else if (capability.name === 'unrecognized' && capability.code === 131)
      words['cisco_multi_session'] = true;
    else words[capability.name] = capability;
  }
  return words;
}

function addPathWords({ families }: Extract<Capability, { name: 'add-path' }>): unknown {
  return families.map(({ afi, safi, mode }) => [familyByCodes(afi, safi)?.name, mode]);
}

/** yabgp's flags without the unset ones; its two spellings of ADD-PATH as ours. */
function trueOnly(flags: Readonly<Record<string, unknown>>): object {
  const entries = Object.entries(flags).filter(([, value]) => value !== false);
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (name !== 'add_path') return [name, value];
      const mode = typeof value === 'string' ? value.replace('ipv4_', '') : 'both';
      return [name, [['ipv4-unicast', mode]]];
    }),
  );
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
