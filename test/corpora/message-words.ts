import {
  encodeCapability,
  encodeMessage,
  formatHexadecimal,
  type Message,
  type OpenMessage,
  type WireContext,
} from '@bgpeer/bgp-wire';
import { familyTitleOf } from './family-titles.ts';
import { updateWords } from './update-words.ts';

/** What a message means, in the words that the rows of ExaBGP and NetGauze share. */
export function messageWords(message: Message, context: WireContext): Readonly<Record<string, unknown>> {
  switch (message.type) {
    case 'OPEN':
      return openWords(message);
    case 'UPDATE':
      return { type: 'update', ...updateWords(message, writtenAnew(message, context)) };
    case 'NOTIFICATION': {
      const { code, subcode, data } = message;
      return { type: 'notification', code, subcode, dataHex: formatHexadecimal(data) };
    }
    case 'KEEPALIVE':
      return { type: 'keepalive' };
    case 'ROUTE-REFRESH': {
      const { afi, safi, subtype } = message;
      return { type: 'route-refresh', family: familyTitleOf(afi, safi), subtype };
    }
  }
}

/** The octets of a copy of a message: the very object that was decoded would go out as it came. */
export function writtenAnew(message: Message, context: WireContext): Uint8Array {
  return encodeMessage({ ...message }, context);
}

function openWords(open: OpenMessage): Readonly<Record<string, unknown>> {
  return {
    type: 'open',
    version: open.version,
    asn: open.myAutonomousSystem,
    holdTime: open.holdTimeSeconds,
    bgpId: open.bgpIdentifier,
    capabilities: open.capabilities.map((capability) => {
      const octets = encodeCapability(capability);
      return { code: octets[0], valueHex: formatHexadecimal(octets.subarray(2)) };
    }),
  };
}
