/** Characters by their code; what has no code of its own in the table counts as `others`. */
export interface CharacterSet {
  /** One for each code of `tableSize`: 1 when it is in the set. */
  readonly codes: Uint8Array;
  /** Whether characters beyond the table are in the set. */
  readonly others: boolean;
}

/** Texts that policies look at are ASCII. */
const tableSize = 128;

const isDigit = (code: number) => code >= 48 && code <= 57;
const isUpper = (code: number) => code >= 65 && code <= 90;
const isLower = (code: number) => code >= 97 && code <= 122;
const isAlphabetic = (code: number) => isUpper(code) || isLower(code);
const isGraphic = (code: number) => code > 32 && code < 127;

/** The classes of POSIX's `[[:name:]]`, in the C locale. */
export const characterClasses: ReadonlyMap<string, (code: number) => boolean> = new Map([
  ['alnum', (code: number) => isAlphabetic(code) || isDigit(code)],
  ['alpha', isAlphabetic],
  ['blank', (code: number) => code === 32 || code === 9],
  ['cntrl', (code: number) => code < 32 || code === 127],
  ['digit', isDigit],
  ['graph', isGraphic],
  ['lower', isLower],
  ['print', (code: number) => isGraphic(code) || code === 32],
  ['punct', (code: number) => isGraphic(code) && !isAlphabetic(code) && !isDigit(code)],
  ['space', (code: number) => code === 32 || (code >= 9 && code <= 13)],
  ['upper', isUpper],
  ['xdigit', (code: number) => isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102)],
]);

/** Letters, digits and the underscore, as `\w` takes them. */
export function isWordCharacter(code: number): boolean {
  return isAlphabetic(code) || isDigit(code) || code === 95;
}

/** The set of the codes for which `includes` says so, or of all others. */
export function characterSet(includes: (code: number) => boolean, isNegated = false): CharacterSet {
  const codes = new Uint8Array(tableSize);
  for (let code = 0; code < tableSize; code++) codes[code] = includes(code) !== isNegated ? 1 : 0;
  return { codes, others: isNegated };
}

/** Whether a character of this code is in the set. */
export function characterSetHas(set: CharacterSet, code: number): boolean {
  return code < tableSize ? set.codes[code] === 1 : set.others;
}
