import { type CharacterSet, characterClasses, characterSet } from './character-set.ts';
import type { ExpressionProblem } from './syntax.ts';

/**
 * Reads a bracket expression (IEEE Std 1003.1, section 9.3.5) from behind its `[`: `abc]`, `^a-z]`, `[:digit:]_]`, and
 * `]` itself when it stands first. Gives the set and the offset behind the closing bracket.
 */
export function parseBracket(
  text: string,
  start: number,
): { readonly set: CharacterSet; readonly offset: number } | ExpressionProblem {
  const unclosed: ExpressionProblem = { offset: start - 1, reason: 'has a "[" that is never closed' };
  let offset = start;
  const isNegated = text[offset] === '^';
  if (isNegated) offset++;
  const first = offset;
  const includes: ((code: number) => boolean)[] = [];
  while (text[offset] !== ']' || offset === first) {
    if (offset >= text.length) return unclosed;
    if (text.startsWith('[:', offset)) {
      const end = text.indexOf(':]', offset + 2);
      if (end < 0) return unclosed;
      const name = text.slice(offset + 2, end);
      const characterClass = characterClasses.get(name);
      if (characterClass === undefined) {
        return { offset, reason: `has "[:${name}:]", which is no class of characters` };
      }
      includes.push(characterClass);
      offset = end + 2;
      continue;
    }
    const low = readElement(text, offset);
    if (low === undefined) return unclosed;
    if ('reason' in low) return low;
    const isRange = text[low.offset] === '-' && low.offset + 1 < text.length && text[low.offset + 1] !== ']';
    const high = isRange ? readElement(text, low.offset + 1) : low;
    if (high === undefined) return unclosed;
    if ('reason' in high) return high;
    if (high.code < low.code)
      return { offset, reason: 'has a range of characters that ends before it begins' };
    includes.push((code) => code >= low.code && code <= high.code);
    offset = high.offset;
  }
  const set = characterSet((code) => includes.some((includesCode) => includesCode(code)), isNegated);
  return { set, offset: offset + 1 };
}

/** One character, also as `[.c.]` or `[=c=]`. */
function readElement(
  text: string,
  offset: number,
): { readonly code: number; readonly offset: number } | ExpressionProblem | undefined {
  const opening = text.slice(offset, offset + 2);
  if (opening !== '[.' && opening !== '[=') {
    return offset < text.length ? { code: text.charCodeAt(offset), offset: offset + 1 } : undefined;
  }
  const end = text.indexOf(`${opening[1]}]`, offset + 3);
  if (end < 0) return undefined;
  if (end !== offset + 3) return { offset, reason: 'names a collating element of several characters' };
  return { code: text.charCodeAt(offset + 2), offset: end + 2 };
}
