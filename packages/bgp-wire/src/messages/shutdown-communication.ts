import { decodeUtf8, encodeUtf8 } from '../octets/utf8.ts';

/** RFC 9003, section 2 (128 in its forerunner RFC 8203). */
const communicationOctetsMax = 255;

/**
 * The data of a Cease NOTIFICATION with a Shutdown Communication (RFC 9003, section 2): a length and UTF-8 text.
 * Longer text is cut at a character's end.
 */
export function encodeShutdownCommunication(text: string): Uint8Array {
  let octets = encodeUtf8(text);
  if (octets.length > communicationOctetsMax) {
    let octetCount = communicationOctetsMax;
    // A continuation octet, 10xxxxxx, never begins a character.
    while ((octets[octetCount] & 0xc0) === 0x80) octetCount--;
    octets = octets.subarray(0, octetCount);
  }
  const data = new Uint8Array(1 + octets.length);
  data[0] = octets.length;
  data.set(octets, 1);
  return data;
}

/**
 * The text of a Shutdown Communication, what is not UTF-8 in it replaced by U+FFFD; undefined when there is none or its
 * length overruns the data. It is the peer's text as sent: escape it before showing it.
 */
export function decodeShutdownCommunication(data: Uint8Array): string | undefined {
  if (data.length === 0 || data[0] === 0 || 1 + data[0] > data.length) return undefined;
  return decodeUtf8(data.subarray(1, 1 + data[0])).text;
}
