/** What is wrong with a capture, as data: nothing in a file makes a reader throw. */
export interface CaptureFault {
  readonly kind: 'fault';
  /** Octets from the start of the (uncompressed) file to what is wrong: a record, a packet or the end of the file. */
  readonly offset: number;
  /** A sentence with the numbers. */
  readonly detail: string;
  /** Nothing can be read behind it. Else the reader goes on with the next record. */
  readonly isFatal: boolean;
}

/** A fault behind which reading goes on. */
export function captureFault(offset: number, detail: string): CaptureFault {
  return { kind: 'fault', offset, detail, isFatal: false };
}

/** A fault that ends the reading. */
export function fatalCaptureFault(offset: number, detail: string): CaptureFault {
  return { kind: 'fault', offset, detail, isFatal: true };
}
