import {
  type Capability,
  decodeMessage,
  familyByCodes,
  type OpenMessage,
  octetsOfHexadecimal,
} from '@bgpeer/bgp-wire';
import { type Comparison, fieldsNamedIn } from '../corpus-case.ts';
import { messageAround } from '../octets-around.ts';
import { wireContextOf } from '../row-context.ts';
import { compareMessage } from '../words/message-comparison.ts';
import type { YabgpRow } from './yabgp-row.ts';

/** What yabgp reads from an OPEN, or writes one from. */
interface OpenWords {
  /** By yabgp's names, some of them flags. */
  readonly capabilities: Readonly<Record<string, unknown>>;
}

/** The body of an OPEN that is read, or a whole one that is written from capabilities. */
export function compareOpen(row: YabgpRow): Comparison {
  const isWhole = row.direction === 'encode';
  const octets = isWhole ? octetsOfHexadecimal(row.hex) : messageAround(1, row.hex);
  const { theirs, ours } = compareMessage(octets, wireContextOf(), {});
  const decoded = decodeMessage(octets, wireContextOf());
  if ('fault' in decoded || decoded.message.type !== 'OPEN') return { theirs, ours };
  const words = openWords(decoded.message);
  const fields = isWhole
    ? { capabilities: row.options['0'] as OpenWords['capabilities'] }
    : (row.expect.fields as OpenWords);
  return {
    theirs: { message: theirs, ...fields, capabilities: canonicalCapabilities(fields.capabilities) },
    ours: { message: ours, ...fieldsNamedIn(words, fields) },
  };
}

function openWords(open: OpenMessage): OpenWords {
  const { version, holdTimeSeconds, bgpIdentifier, capabilities, myAutonomousSystem } = open;
  const asNumbers = capabilities.flatMap((each) => (each.name === 'four-octet-as' ? each.asNumber : []));
  const families = capabilities.flatMap((each) =>
    each.name === 'multiprotocol' ? [[each.afi, each.safi]] : [],
  );
  const others = capabilities.filter(({ name }) => name !== 'multiprotocol').map(capabilityWord);
  const numbers = {
    bgp_id: bgpIdentifier,
    version,
    hold_time: holdTimeSeconds,
    asn: asNumbers[0] ?? myAutonomousSystem,
  };
  return { ...numbers, capabilities: { ...Object.fromEntries(others), afi_safi: families } };
}

/** yabgp's name of a capability and its value there; our own name of those that its rows have not. */
function capabilityWord(capability: Capability): [string, unknown] {
  switch (capability.name) {
    case 'route-refresh':
      return [capability.legacy ? 'cisco_route_refresh' : 'route_refresh', true];
    case 'four-octet-as':
      return ['four_bytes_as', true];
    case 'enhanced-route-refresh':
      return ['enhanced_route_refresh', true];
    case 'add-path':
      return [
        'add_path',
        capability.families.map(({ afi, safi, mode }) => [familyByCodes(afi, safi)?.name, mode]),
      ];
    case 'extended-next-hop':
      return [
        'ext_nexthop',
        capability.encodings.map(({ afi, safi, nextHopAfi }) => ({
          afi_safi: [afi, safi],
          nexthop_afi: nextHopAfi,
        })),
      ];
    case 'unrecognized':
      return [capability.code === multisessionCode ? 'cisco_multi_session' : `${capability.code}`, true];
  }
  return [capability.name, capability];
}

/** A vendor's, from before RFC 5492 had one assigned. */
const multisessionCode = 131;

/** yabgp's capabilities without the unset flags; its two spellings of ADD-PATH as ours. */
function canonicalCapabilities(capabilities: Readonly<Record<string, unknown>>): object {
  const { add_path: addPath, ...others } = capabilities;
  const set = Object.entries(others).filter(([, value]) => value !== false);
  const mode = typeof addPath === 'string' ? addPath.replace('ipv4_', '') : 'both';
  return { ...Object.fromEntries(set), ...(addPath !== undefined && { add_path: [['ipv4-unicast', mode]] }) };
}
