import {
  addressFromOctets,
  type DecodedMessage,
  decodeMessage,
  messageHeaderOctetCount,
  type UpdateMessage,
  UpdateReader,
  type WireContext,
} from '@bgpeer/bgp-wire';
import type { InterpretedMessage } from '../session-contexts.ts';

/** An UPDATE as bgpdump takes it, faults or not. */
export interface LenientUpdate {
  readonly update: UpdateMessage;
  /** The next hop as it stands in MP_REACH_NLRI, where it is no host's address. */
  readonly oddNextHop: string | undefined;
}

/**
 * bgpdump shows what it can read of a malformed UPDATE: prefixes up to one that overruns the message, and next hops that
 * are no host's. Undefined when the message is no UPDATE or nothing of it can be read.
 */
export function lenientUpdate(
  octets: Uint8Array,
  { decoded, context }: InterpretedMessage,
): LenientUpdate | undefined {
  if (!('message' in decoded) || decoded.message.type !== 'UPDATE') return undefined;
  const whole = withoutOverrun(octets, decoded, context);
  const update = 'message' in whole && whole.message.type === 'UPDATE' ? whole.message : decoded.message;
  const oddNextHop =
    update.attributes.nextHop === undefined ? multiprotocolNextHop(octets, context) : undefined;
  return { update, oddNextHop };
}

/** The message decoded again up to the first prefix of its NLRI field that is malformed. */
function withoutOverrun(
  octets: Uint8Array,
  decoded: Extract<DecodedMessage, { message: unknown }>,
  context: WireContext,
): DecodedMessage {
  const fault = decoded.faults.find(
    ({ reason, attributeCode }) => reason.startsWith('nlri-') && !attributeCode,
  );
  if (fault === undefined) return decoded;
  const end = messageHeaderOctetCount + fault.offset;
  if (end < nlriFieldStart(octets)) return decoded;
  const shorter = octets.slice(0, end);
  shorter[16] = end >>> 8;
  shorter[17] = end;
  return decodeMessage(shorter, context);
}

function nlriFieldStart(octets: Uint8Array): number {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.length);
  const attributesLengthAt = messageHeaderOctetCount + 2 + view.getUint16(messageHeaderOctetCount);
  return attributesLengthAt + 2 + view.getUint16(attributesLengthAt);
}

const mpReachNlriCode = 14;
const extendedLengthFlag = 0x10;

/** The first address in MP_REACH_NLRI's next hop. */
function multiprotocolNextHop(octets: Uint8Array, context: WireContext): string | undefined {
  const reader = new UpdateReader();
  reader.open(octets, context);
  const block = reader.attributeBlock;
  for (let offset = 0; offset + 3 < block.length; ) {
    const isLong = (block[offset] & extendedLengthFlag) !== 0;
    const valueStart = offset + (isLong ? 4 : 3);
    const end = valueStart + (isLong ? (block[offset + 2] << 8) | block[offset + 3] : block[offset + 2]);
    // AFI, SAFI and the length of the next hop come before it (RFC 4760, section 3).
    const nextHopStart = valueStart + 4;
    if (block[offset + 1] === mpReachNlriCode && end <= block.length) {
      const octetCount = block[nextHopStart - 1] >= 16 ? 16 : 4;
      return nextHopStart + octetCount <= end
        ? addressFromOctets(block, nextHopStart, octetCount)
        : undefined;
    }
    offset = end;
  }
  return undefined;
}
