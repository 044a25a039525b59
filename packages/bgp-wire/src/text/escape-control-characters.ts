/**
 * Text from a peer made fit for a terminal or a log line: what could move the cursor, break the line or turn the
 * direction of writing is written as `\u{1b}` (RFC 9003, section 6, asks for such care).
 */
export function escapeControlCharacters(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}
