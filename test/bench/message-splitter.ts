const headerOctetCount = 19;

/** What is done with each message: its type code, and where it lies, header included. */
export type MessageVisit = (typeCode: number, octets: Uint8Array, start: number, end: number) => void;

/**
 * Cuts a stream into messages (RFC 4271, section 4.1) and checks no more than it needs to: the other end is the
 * device under test, and this end must cost next to nothing. Not the framer of the device, so that one can't hide
 * the other's mistake.
 */
export class MessageSplitter {
  #rest: Uint8Array = new Uint8Array(0);

  /** @param chunk octets as the socket gave them, cut anywhere */
  push(chunk: Uint8Array, visit: MessageVisit): void {
    const octets = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let start = 0;
    while (octets.length - start >= headerOctetCount) {
      const length = octets[start + 16] * 256 + octets[start + 17];
      if (length < headerOctetCount) throw new Error(`a message of ${length} octets`);
      if (octets.length - start < length) break;
      visit(octets[start + 18], octets, start, start + length);
      start += length;
    }
    this.#rest = octets.slice(start);
  }
}
