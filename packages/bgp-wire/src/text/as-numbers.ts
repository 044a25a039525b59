/** AS_TRANS: what a four-octet AS number is called where only two octets fit (RFC 6793, section 9). */
export const asTrans = 23_456;

const asNumberMax = 0xffff_ffff;

/** The number itself where two octets hold it, else AS_TRANS (RFC 6793, section 4.2.2). */
export function as2Of(asNumber: number): number {
  return asNumber > 0xffff ? asTrans : asNumber;
}

/** An AS number, 1 to 4,294,967,295, from asplain or asdot text (RFC 5396); undefined for anything else. */
export function parseAsNumber(text: string): number | undefined {
  const match = /^(?:(\d{1,5})\.)?(\d{1,10})$/.exec(text);
  if (match === null) return undefined;
  const low = Number(match[2]);
  if (match[1] === undefined) return low >= 1 && low <= asNumberMax ? low : undefined;
  const high = Number(match[1]);
  const asNumber = high * 65_536 + low;
  return high <= 0xffff && low <= 0xffff && asNumber >= 1 ? asNumber : undefined;
}
