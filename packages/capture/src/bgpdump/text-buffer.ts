/** Text that grows at its end, as octets. */
export class TextBuffer {
  /** What stands from `length` on is room. Another view after `reserve` or `append`, when there was too little of it. */
  view: DataView;
  length = 0;
  #octets: Uint8Array;

  /** @param octetCount the room to begin with */
  constructor(octetCount: number) {
    this.#octets = new Uint8Array(octetCount);
    this.view = new DataView(this.#octets.buffer);
  }

  /** Makes room for so many octets behind the text. */
  reserve(octetCount: number): void {
    const needed = this.length + octetCount;
    if (needed <= this.#octets.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#octets.length * 2));
    larger.set(this.#octets.subarray(0, this.length));
    this.#octets = larger;
    this.view = new DataView(larger.buffer);
  }

  /** Appends text that has ASCII characters only. */
  append(text: string): void {
    this.reserve(text.length);
    for (let index = 0; index < text.length; index++) this.#octets[this.length++] = text.charCodeAt(index);
  }

  /** All of the text, which is gone from the buffer then. */
  take(): Uint8Array {
    const text = this.#octets.slice(0, this.length);
    this.length = 0;
    return text;
  }
}
