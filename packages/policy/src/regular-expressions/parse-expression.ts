import { characterSet, isWordCharacter } from './character-set.ts';
import { parseBracket } from './parse-bracket.ts';
import {
  type Assertion,
  type ExpressionNode,
  type ExpressionProblem,
  isExpressionProblem,
} from './syntax.ts';

/** How often `{n,m}` may repeat something; POSIX has RE_DUP_MAX, at least 255. */
export const repetitionCountMax = 255;

/**
 * Reads a POSIX extended regular expression (IEEE Std 1003.1, section 9.4) as glibc takes it: `^` and `$` are anchors
 * everywhere, a `)` without its `(` is itself, alternatives may be empty, and what would repeat nothing is an error. What
 * no finite automaton can tell, a back-reference, is an error too.
 */
export function parseExpression(text: string): ExpressionNode | ExpressionProblem {
  return new ExpressionParser(text).parse();
}

/** How many groups may stand within each other. */
const groupDepthMax = 100;

/** Escapes that glibc takes beside POSIX's: a place between characters. */
const assertionEscapes: Readonly<Record<string, Assertion>> = {
  b: 'word-boundary',
  B: 'not-word-boundary',
  '<': 'word-start',
  '>': 'word-end',
  '`': 'start',
  "'": 'end',
};

/** Likewise, for one character. */
const characterEscapes: Readonly<Record<string, (code: number) => boolean>> = {
  w: isWordCharacter,
  W: (code) => !isWordCharacter(code),
  s: (code) => code === 32 || (code >= 9 && code <= 13),
  S: (code) => code !== 32 && !(code >= 9 && code <= 13),
};

class ExpressionParser {
  readonly #text: string;
  #offset = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): ExpressionNode | ExpressionProblem {
    return this.#alternatives();
  }

  #alternatives(): ExpressionNode | ExpressionProblem {
    const choices: ExpressionNode[] = [];
    for (;;) {
      const choice = this.#sequence();
      if (isExpressionProblem(choice)) return choice;
      choices.push(choice);
      if (this.#text[this.#offset] !== '|') break;
      this.#offset++;
    }
    return choices.length === 1 ? choices[0] : { kind: 'alternatives', choices };
  }

  #sequence(): ExpressionNode | ExpressionProblem {
    const parts: ExpressionNode[] = [];
    while (this.#offset < this.#text.length) {
      const next = this.#text[this.#offset];
      if (next === '|' || (next === ')' && this.#depth > 0)) break;
      const atom = this.#atom();
      if (isExpressionProblem(atom)) return atom;
      // As glibc has it, an anchor is not repeated: what follows would repeat nothing.
      const part = atom.kind === 'assertion' ? atom : this.#repetitions(atom);
      if (isExpressionProblem(part)) return part;
      parts.push(part);
    }
    return parts.length === 1 ? parts[0] : { kind: 'sequence', parts };
  }

  #atom(): ExpressionNode | ExpressionProblem {
    const offset = this.#offset;
    const character = this.#text[this.#offset++];
    switch (character) {
      case '(':
        return this.#group(offset);
      case '^':
        return { kind: 'assertion', assertion: 'start' };
      case '$':
        return { kind: 'assertion', assertion: 'end' };
      case '.':
        return { kind: 'character', set: characterSet(() => false, true) };
      case '[': {
        const bracket = parseBracket(this.#text, this.#offset);
        if (isExpressionProblem(bracket)) return bracket;
        this.#offset = bracket.offset;
        return { kind: 'character', set: bracket.set };
      }
      case '\\':
        return this.#escape(offset);
      case '*':
      case '+':
      case '?':
      case '{':
        return { offset, reason: `has "${character}" where there is nothing to repeat` };
      default:
        return literal(character);
    }
  }

  #group(offset: number): ExpressionNode | ExpressionProblem {
    if (this.#depth === groupDepthMax) {
      return { offset, reason: `has more than ${groupDepthMax} groups within each other` };
    }
    this.#depth++;
    const inner = this.#alternatives();
    this.#depth--;
    if (isExpressionProblem(inner)) return inner;
    if (this.#text[this.#offset] !== ')') return { offset, reason: 'has a "(" that is never closed' };
    this.#offset++;
    // A group of one anchor can be repeated, where the anchor alone cannot.
    return inner.kind === 'assertion' ? { kind: 'sequence', parts: [inner] } : inner;
  }

  #escape(offset: number): ExpressionNode | ExpressionProblem {
    const escaped = this.#text[this.#offset++];
    if (escaped === undefined) return { offset, reason: 'ends in a backslash' };
    if (/[1-9]/.test(escaped)) {
      return { offset, reason: `has the back-reference "\\${escaped}", which is not supported` };
    }
    if (Object.hasOwn(assertionEscapes, escaped)) {
      return { kind: 'assertion', assertion: assertionEscapes[escaped] };
    }
    if (!Object.hasOwn(characterEscapes, escaped)) return literal(escaped);
    const includes = characterEscapes[escaped];
    const { codes } = characterSet(includes);
    return { kind: 'character', set: { codes, others: escaped === 'W' || escaped === 'S' } };
  }

  #repetitions(atom: ExpressionNode): ExpressionNode | ExpressionProblem {
    let node = atom;
    for (;;) {
      const character = this.#text[this.#offset];
      if (character === '*') node = { kind: 'repetition', of: node, countMin: 0, countMax: undefined };
      else if (character === '+') node = { kind: 'repetition', of: node, countMin: 1, countMax: undefined };
      else if (character === '?') node = { kind: 'repetition', of: node, countMin: 0, countMax: 1 };
      else if (character === '{') {
        const counted = this.#counted(node);
        if (isExpressionProblem(counted)) return counted;
        node = counted;
        continue;
      } else return node;
      this.#offset++;
    }
  }

  /** `{n}`, `{n,}`, `{n,m}` or, as glibc has it, `{,m}`. */
  #counted(of: ExpressionNode): ExpressionNode | ExpressionProblem {
    const offset = this.#offset;
    const written = /^\{(\d*)(,?)(\d*)\}/.exec(this.#text.slice(offset));
    if (written === null || (written[1] === '' && written[2] === '')) {
      return { offset, reason: 'has a "{" without the counts of a repetition; a brace itself is "\\{"' };
    }
    const countMin = Number(written[1]);
    const countMax = written[2] === '' ? countMin : written[3] === '' ? undefined : Number(written[3]);
    if (Math.max(countMin, countMax ?? 0) > repetitionCountMax) {
      return { offset, reason: `repeats something more than ${repetitionCountMax} times` };
    }
    if (countMax !== undefined && countMax < countMin) {
      return { offset, reason: `repeats something at least ${countMin} and at most ${countMax} times` };
    }
    this.#offset += written[0].length;
    return { kind: 'repetition', of, countMin, countMax };
  }
}

function literal(character: string): ExpressionNode {
  const code = character.charCodeAt(0);
  return { kind: 'character', set: characterSet((other) => other === code) };
}
