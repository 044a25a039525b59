/**
 * The octets that a text stands for: hexadecimal (pairs with or without spaces, colons, `0x`; an offset and a colon may
 * lead a line, as hex dumps have it) or base64. Undefined when it is neither.
 */
export function octetsOfText(text: string): Uint8Array | undefined {
  const pairs = text
    .replaceAll(/^\s*[0-9a-f]{4,8}:\s/gim, '')
    .replaceAll(/0x/gi, '')
    .replaceAll(/[\s:,]/g, '');
  if (pairs.length >= 2 && pairs.length % 2 === 0 && /^[0-9a-f]+$/i.test(pairs))
    return Buffer.from(pairs, 'hex');
  const letters = text.replaceAll(/\s/g, '');
  const isBase64 = letters.length >= 4 && letters.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(letters);
  return isBase64 ? Buffer.from(letters, 'base64') : undefined;
}
