import {
  type DecodedMessage,
  decodeAttributeBlock,
  decodeMessage,
  familyByCodes,
  MessageFramer,
  messageOctetsMaxClassic,
  messageOctetsMaxExtended,
  messageTypeCodes,
  type UpdateMessage,
  UpdateReader,
  type WireContext,
} from '@bgpeer/bgp-wire';

/** What is fuzzed: it takes octets, and throws when something is wrong with itself. */
export interface FuzzTarget {
  readonly name: string;
  readonly take: (octets: Uint8Array, context: WireContext) => unknown;
}

const reader = new UpdateReader();

/** The codec: decoded whole, and cut by the framer from two chunks; the hot-path reader must see the same prefixes. */
export const codecTarget: FuzzTarget = {
  name: 'codec',
  take(octets, context) {
    const framer = new MessageFramer();
    framer.messageOctetsMax = context.extendedMessages ? messageOctetsMaxExtended : messageOctetsMaxClassic;
    const cut = octets.length >> 1;
    for (const chunk of [octets.subarray(0, cut), octets.subarray(cut)]) {
      framer.push(chunk);
      for (let framed = framer.next(); framed !== undefined; framed = framer.next()) {
        if (framed.kind === 'message') takeMessage(framed.octets, context);
      }
    }
    return decodeMessage(octets, context);
  },
};

/** A decoder that trusts what lengths say: it must be caught, or else fuzzing shows nothing. */
export const brokenTarget: FuzzTarget = {
  name: 'broken',
  take(octets) {
    // Reads the attribute list of an UPDATE wherever its length leads, past the end of the message too.
    if (octets.length < 23 || octets[18] !== messageTypeCodes.UPDATE) return undefined;
    const whole = new Uint8Array(octets.buffer);
    const start = octets.byteOffset + 23 + ((octets[19] << 8) | octets[20]);
    const end = start + ((octets[21] << 8) | octets[22]);
    return whole.slice(start, end).reduce((sum, octet) => sum + octet, 0);
  },
};

export const fuzzTargets: readonly FuzzTarget[] = [codecTarget, brokenTarget];

function takeMessage(octets: Uint8Array, context: WireContext): void {
  const decoded = decodeMessage(octets, context);
  if (!isUpdate(decoded)) return;
  reader.open(octets, context);
  let reachableCount = 0;
  let withdrawnCount = 0;
  reader.forEachReachable(() => {
    reachableCount += 1;
  });
  reader.forEachWithdrawn(() => {
    withdrawnCount += 1;
  });
  decodeAttributeBlock(reader.attributeBlock, context);
  const { nlri, reachable, withdrawn, unreachable } = decoded.message;
  if (reachableCount !== nlri.length + routedCount(reachable)) throw new Error('advertised prefixes differ');
  if (withdrawnCount !== withdrawn.length + routedCount(unreachable))
    throw new Error('withdrawn prefixes differ');
}

/** Prefixes of the families that the hot path visits; multicast ones are for the object decoder alone. */
function routedCount(lists: UpdateMessage['reachable'] | UpdateMessage['unreachable']): number {
  if (lists === undefined || familyByCodes(lists.afi, lists.safi) === undefined) return 0;
  return lists.nlri.length;
}

function isUpdate(decoded: DecodedMessage): decoded is { message: UpdateMessage; faults: [] } {
  return 'message' in decoded && decoded.message.type === 'UPDATE';
}
