import type { OctetReader } from '../octets/octet-reader.ts';
import { OctetWriter } from '../octets/octet-writer.ts';

/** Numbers of four octets each, to the end of the value. */
export function readFourOctetNumbers(reader: OctetReader): number[] {
  const numbers: number[] = [];
  while (reader.remaining > 0) numbers.push(reader.uint32());
  return numbers;
}

/** Four octets for each number. */
export function encodeFourOctetNumbers(numbers: readonly number[]): Uint8Array {
  const writer = new OctetWriter();
  for (const number of numbers) writer.uint32(number);
  return writer.finish();
}
