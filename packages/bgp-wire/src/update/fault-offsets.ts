import type { UpdateFault } from '../faults.ts';
import { messageHeaderOctetCount } from '../messages/message-header.ts';
import { AttributeCursor } from './attribute-cursor.ts';

/** Where an attribute of the block stands in the block and in the message. */
interface AttributePlace {
  readonly blockStart: number;
  readonly blockValueStart: number;
  readonly blockEnd: number;
  readonly messageStart: number;
  readonly messageValueStart: number;
}

/**
 * Faults of an attribute block with offsets from the start of the message's body, for the message that the block was
 * built from (by `UpdateReader`, which leaves MP_UNREACH_NLRI out and cuts MP_REACH_NLRI short).
 */
export function faultsInMessage(
  faults: readonly UpdateFault[],
  block: Uint8Array,
  message: Uint8Array,
): readonly UpdateFault[] {
  if (faults.length === 0) return faults;
  const places = placesOf(block, message);
  return faults.map((fault) => ({ ...fault, offset: offsetInMessage(fault.offset, places) }));
}

function offsetInMessage(offset: number, places: readonly AttributePlace[]): number {
  const place = places.find(({ blockStart, blockEnd }) => offset >= blockStart && offset < blockEnd);
  if (place === undefined) return offset;
  const { blockStart, blockValueStart, messageStart, messageValueStart } = place;
  const inMessage =
    offset < blockValueStart
      ? messageStart + offset - blockStart
      : messageValueStart + offset - blockValueStart;
  return inMessage - messageHeaderOctetCount;
}

/** The block has the message's attributes in their order, some of them left out. */
function placesOf(block: Uint8Array, message: Uint8Array): AttributePlace[] {
  const places: AttributePlace[] = [];
  const inMessage = openAttributeList(message);
  const inBlock = new AttributeCursor();
  inBlock.open(block, 0, block.length);
  while (inBlock.next()) {
    while (inMessage.next() && inMessage.code !== inBlock.code);
    places.push({
      blockStart: inBlock.start,
      blockValueStart: inBlock.valueStart,
      blockEnd: inBlock.end,
      messageStart: inMessage.start,
      messageValueStart: inMessage.valueStart,
    });
  }
  return places;
}

function openAttributeList(message: Uint8Array): AttributeCursor {
  const lengthAt = (offset: number) => (message[offset] << 8) | message[offset + 1];
  const attributesLengthAt = messageHeaderOctetCount + 2 + lengthAt(messageHeaderOctetCount);
  const start = attributesLengthAt + 2;
  const cursor = new AttributeCursor();
  cursor.open(message, start, start + lengthAt(attributesLengthAt));
  return cursor;
}
