/** What some octets of a message mean. */
export interface Annotation {
  /** From the start of the message. */
  readonly offset: number;
  readonly octets: Uint8Array;
  readonly meaning: string;
  /** The type code, with the first octets of an attribute. */
  readonly attributeCode?: number;
}

type Meaning = string | ((octets: Uint8Array) => string);

/** Walks through octets, saying what they mean; past their end it says that they are missing, once. */
export class AnnotationWriter {
  readonly octets: Uint8Array;
  readonly annotations: Annotation[] = [];
  offset = 0;

  constructor(octets: Uint8Array) {
    this.octets = octets;
  }

  /** Octets up to `end`, or to the end of the message. */
  remaining(end = this.octets.length): number {
    return Math.max(0, Math.min(end, this.octets.length) - this.offset);
  }

  /** Takes the next octets, or as many as there are. */
  take(octetCount: number, meaning: Meaning, attributeCode?: number): void {
    const octets = this.octets.subarray(this.offset, this.offset + octetCount);
    if (octets.length === 0) return;
    const text = typeof meaning === 'string' ? meaning : meaning(octets);
    this.annotations.push({
      offset: this.offset,
      octets,
      meaning: octets.length < octetCount ? `cut: ${octets.length} of ${octetCount} octets` : text,
      ...(attributeCode !== undefined && { attributeCode }),
    });
    this.offset += octets.length;
  }

  takeUntil(end: number, meaning: Meaning): void {
    this.take(this.remaining(end), meaning);
  }

  takeRest(meaning: Meaning): void {
    this.takeUntil(this.octets.length, meaning);
  }
}
